import { Busboy } from '@fastify/busboy';
import { createWriteStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeReceipt } from '../accounts/receipt.ts';
import type { App } from '../app.ts';
import { VerbundError, isVerbundError } from '../errors.ts';
import type { RequestOrigin } from '../host/command.ts';
import type { Visitor } from '../host/visitor.ts';
import { createId } from '../ids.ts';
import { safePath } from '../transfer/archive.ts';

const mostFiles = 200;

/**
 * `POST /imports?organisation=<id>`, a form with files: streams them to the disk, then makes an import of them through
 * the command and leads on to its page. What is wrong is said on the page that the files were sent from.
 */
export async function receiveImport(
	app: App,
	{ visitor, origin }: { visitor: Visitor; origin: RequestOrigin },
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	if (request.method !== 'POST') throw new VerbundError('request.methodNotAllowed');
	const { actor, reader } = visitor;
	const organisationId = new URL(request.url ?? '/', 'http://hub').searchParams.get('organisation') ?? '';
	// Rights first: nobody fills the disk of an organisation that is not theirs.
	app.access.require(actor, 'content.import', { organisationId });
	if (actor.kind !== 'person' || actor.access === 'readOnly') throw new VerbundError('access.denied');
	const importId = createId();
	try {
		const name = await receive(app, importId, request);
		const receipt = writeReceipt(
			{ importId, personId: actor.personId, organisationId, name },
			app.signingKey,
		);
		const invocation = { actor, reader, origin };
		await app.commands.execute('transfer.createImport', { organisationId, receipt }, invocation);
		leadTo(response, `/import/${importId}`);
	} catch (error) {
		await app.imports.folders.remove(importId);
		if (!isVerbundError(error)) throw error;
		// What the client still sends would be taken for its next request.
		response.setHeader('Connection', 'close');
		leadTo(response, `/import?organisation=${encodeURIComponent(organisationId)}&problem=${error.code}`);
	}
}

function leadTo(response: ServerResponse, path: string): void {
	response.writeHead(303, { Location: path }).end();
}

/** @returns what the import is called: the archive, or the only file */
async function receive(app: App, importId: string, request: IncomingMessage): Promise<string> {
	const settings = await app.settings.read({ organisationId: null, personId: null });
	const megabytes = Number(settings.get('import.megabytes'));
	const limit = megabytes * 1_000_000;
	const tooLarge = () => new VerbundError('import.tooLarge', { values: { megabytes } });
	const announced = Number(request.headers['content-length'] ?? 0);
	if (announced > limit + 1_000_000) throw tooLarge();
	await app.imports.folders.create(importId);
	await app.imports.requireRoom(announced);
	const folder = app.imports.folders.upload(importId);
	const writing: Promise<void>[] = [];
	let received = 0;
	const taken = new Set<string>();
	const failure = new AbortController();
	try {
		await new Promise<void>((resolve, reject) => {
			const form = new Busboy({
				headers: { ...request.headers, 'content-type': request.headers['content-type'] ?? '' },
				limits: { files: mostFiles, fields: 20, fieldSize: 2000, parts: mostFiles + 20 },
			});
			form.on('file', (_field: string, stream: Readable, name: string) => {
				// A file that breaks off breaks its form, which is answered; unheard, its own error would end the hub.
				stream.on('error', () => undefined);
				if (name === '') {
					stream.resume();
					return;
				}
				stream.on('data', (chunk: Buffer) => {
					received += chunk.length;
					if (received > limit) reject(tooLarge());
				});
				const written = pipeline(
					stream,
					createWriteStream(join(folder, freeName(name, taken)), { flags: 'wx' }),
					{
						signal: failure.signal,
					},
				);
				written.catch((error: unknown) => reject(error instanceof Error ? error : new Error(String(error))));
				writing.push(written);
			});
			form.on('finish', resolve);
			form.on('error', reject);
			form.on('filesLimit', () =>
				reject(new VerbundError('import.tooManyFiles', { values: { count: mostFiles } })),
			);
			request.on('aborted', () => reject(new VerbundError('request.malformed')));
			request.pipe(form);
		});
		await Promise.all(writing);
	} catch (error) {
		request.unpipe();
		failure.abort();
		await Promise.allSettled(writing);
		if (error instanceof VerbundError) throw error;
		throw new VerbundError('request.malformed', { cause: error });
	}
	const names = await readdir(folder);
	const [only] = names;
	if (only === undefined) throw new VerbundError('import.nothingSent');
	return names.length === 1 ? only : `${names.length}`;
}

/** Of two files of one name the second gets a number. */
function freeName(name: string, taken: Set<string>): string {
	const last = safePath(name.split(/[/\\]/).at(-1) ?? '') ?? 'datei';
	const plain = last.replace(/^\.+/, '_');
	for (let number = 1; ; number += 1) {
		const candidate = number === 1 ? plain : plain.replace(/(\.[^.]*)?$/, ` (${number})$1`);
		if (taken.has(candidate.toLowerCase())) continue;
		taken.add(candidate.toLowerCase());
		return candidate;
	}
}
