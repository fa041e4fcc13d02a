import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { App } from '../app.ts';
import { VerbundError, notFound } from '../errors.ts';
import { administersWholly } from '../host/administration/account-rights.ts';
import { exportPerson } from '../host/personal-data/export-person.ts';
import { readExportReceipt } from '../host/personal-data/export-receipt.ts';
import type { Visitor } from '../host/visitor.ts';
import { hungUp } from './send-file.ts';

/** `GET /personal-data/<receipt>`: what a command gave leave to fetch, to whoever asked for it, as long as they may. */
export async function sendPersonalData(
	app: App,
	{ actor, language }: Visitor,
	request: IncomingMessage,
	response: ServerResponse,
	written: string,
): Promise<void> {
	if (request.method !== 'GET') throw new VerbundError('request.methodNotAllowed');
	const receipt = readExportReceipt(decodeURIComponent(written), app.signingKey);
	if (!receipt || actor.kind !== 'person' || actor.personId !== receipt.askerId) throw notFound();
	const { subjectId: personId } = receipt;
	const isOwn = personId === actor.personId;
	if (!isOwn && !(await administersWholly(app.accounts.people, actor, personId))) throw notFound();
	const label = (text: string) => app.translator.resolve(language, text);
	const pieces = await exportPerson(await app.erasure.sections(), { personId, asker: actor, label });
	const day = new Date().toISOString().slice(0, 10);
	response.setHeader('Content-Type', 'application/json; charset=utf-8');
	response.setHeader('Content-Disposition', `attachment; filename="verbund-${day}.json"`);
	response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
	await pipeline(Readable.from(pieces), response).catch((error: unknown) => {
		if (!hungUp(error)) throw error;
	});
}
