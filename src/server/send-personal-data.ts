import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { App } from '../app.ts';
import { VerbundError, notFound } from '../errors.ts';
import { administersWholly } from '../host/administration/account-rights.ts';
import { exportPerson } from '../host/personal-data/export-person.ts';
import { packExport, personalFiles } from '../host/personal-data/pack-export.ts';
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
	const sections = await app.erasure.sections();
	const pieces = await exportPerson(sections, { personId, asker: actor, label });
	const files = await personalFiles(sections, personId);
	const name = `verbund-${new Date().toISOString().slice(0, 10)}`;
	const isText = files.length === 0;
	const body = isText ? Readable.from(pieces) : packExport({ name: `${name}.json`, pieces }, files);
	response.setHeader('Content-Type', isText ? 'application/json; charset=utf-8' : 'application/zip');
	response.setHeader('Content-Disposition', `attachment; filename="${name}.${isText ? 'json' : 'zip'}"`);
	response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
	await pipeline(body, response).catch((error: unknown) => {
		if (!hungUp(error)) throw error;
	});
}
