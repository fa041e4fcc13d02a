import type { IncomingMessage, ServerResponse } from 'node:http';
import { anonymous } from '../access/actor.ts';
import type { App } from '../app.ts';
import { VerbundError } from '../errors.ts';
import { visitorFor } from '../host/visitor.ts';
import { readBody } from './read-body.ts';

const path = /^\/unsubscribe\/([\w.~*-]+)$/;
const largest = 1000;

/**
 * Whether a mail program asks to end mail with one click (RFC 8058). No browser sends this: it comes from the
 * provider's servers, without an origin. What it may do is in the address, which was signed here; cookies count for
 * nothing.
 */
export function isOneClick({ method, url = '', headers }: IncomingMessage): boolean {
	if (method !== 'POST' || !path.test(url)) return false;
	return headers.origin === undefined && headers['sec-fetch-site'] === undefined;
}

export async function endWithOneClick(
	app: App,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const [, token = ''] = path.exec(request.url ?? '') ?? [];
	const body = await readBody(request, largest);
	if (!isConfirmed(String(body), request.headers['content-type']))
		throw new VerbundError('request.malformed');
	const { actor, reader } = await visitorFor({ ...app, types: app.content.types }, anonymous);
	await app.commands.execute('notifications.unsubscribe', { token }, { actor, reader });
	response.statusCode = 200;
	response.setHeader('Content-Type', 'text/plain; charset=utf-8');
	response.end();
}

/** `List-Unsubscribe=One-Click`, as a form of either kind. */
function isConfirmed(body: string, type = ''): boolean {
	if (type.startsWith('multipart/form-data'))
		return /name="?List-Unsubscribe"?\r\n(?:[^\r\n]+\r\n)*\r\nOne-Click\r\n/i.test(body);
	return new URLSearchParams(body).get('List-Unsubscribe') === 'One-Click';
}
