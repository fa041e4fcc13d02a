import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import type { ErrorAnswer } from './error-answer.ts';
import { escapeHtml } from '../content/markdown/escape.ts';
import { isForContentHost } from './content-host.ts';
import { isOwnHost } from './request-guard.ts';

/** A person follows a link or sends a form; scripts and other programs ask for data. */
export function isFromBrowser({ headers, url = '' }: IncomingMessage): boolean {
	return headers.accept?.includes('text/html') === true && !url.startsWith('/api/');
}

/** Where the pages say it, with the way on; null where it is said without them. */
export function errorPageFor(
	request: IncomingMessage,
	{ status, body }: ErrorAnswer,
	config: Config,
): string | null {
	const { method = 'GET', url = '/', headers } = request;
	// Not even what went wrong is said by a page under a foreign name, or to a foreign form.
	const isForeign = !isOwnHost(headers.host, config) || isForContentHost(request, config);
	if (!isFromBrowser(request) || isForeign || body.error.code === 'request.originRefused') return null;
	// No page stands at the address of a file, so it is answered by the one for what is not there.
	if (status === 404 && method === 'GET') return url;
	if (status === 401) return method === 'GET' ? `/sign-in?next=${encodeURIComponent(url)}` : '/sign-in';
	return `/500?status=${status}`;
}

/** One sentence without anything around it: while the hub starts there are no pages yet. */
export function barePage(sentence: string, retryAfter?: number): string {
	const again = retryAfter === undefined ? '' : `<meta http-equiv="refresh" content="${retryAfter}">`;
	return `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">${again}<meta name="color-scheme" content="light dark"><title>Verbund</title><h1>Verbund</h1><p>${escapeHtml(sentence)}</p>`;
}
