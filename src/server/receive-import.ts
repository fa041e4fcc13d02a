import { createWriteStream } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { writeReceipt } from '../accounts/receipt.ts';
import type { App } from '../app.ts';
import { VerbundError, isVerbundError } from '../errors.ts';
import type { RequestOrigin } from '../host/command.ts';
import type { IdentifyAgain, Visitor } from '../host/visitor.ts';
import { createId } from '../ids.ts';
import { safePath } from '../transfer/archive.ts';
import { readFilesForm } from './read-files-form.ts';

const mostFiles = 200;

/**
 * `POST /imports?organisation=<id>`, a form with files: streams them to the disk, then makes an import of them through
 * the command and leads on to its page. What is wrong is said on the page that the files were sent from. Files that came
 * in parts before are named instead: `&upload=<id>`.
 */
export async function receiveImport(
	app: App,
	{
		visitor: { actor },
		origin,
		identifyAgain,
	}: { visitor: Visitor; origin: RequestOrigin; identifyAgain: IdentifyAgain },
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	if (request.method !== 'POST') throw new VerbundError('request.methodNotAllowed');
	const { searchParams } = new URL(request.url ?? '/', 'http://hub');
	const organisationId = searchParams.get('organisation') ?? '';
	const uploadIds = searchParams.getAll('upload');
	// Rights first: nobody fills the disk of an organisation that is not theirs.
	app.access.require(actor, 'content.import', { organisationId });
	if (actor.kind !== 'person' || actor.access === 'readOnly') throw new VerbundError('access.denied');
	const importId = createId();
	try {
		if (uploadIds.length > 0) await takeUploads(app, importId, actor.personId, uploadIds);
		else await receive(app, importId, request);
		const name = await nameOf(app, importId);
		const receipt = writeReceipt(
			{ importId, personId: actor.personId, organisationId, name },
			app.signingKey,
		);
		const invocation = { ...(await identifyAgain()), origin };
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
async function nameOf(app: App, importId: string): Promise<string> {
	const folder = app.imports.folders.upload(importId);
	const names = await readdir(folder);
	for (const name of names) await app.scanner.requireClean(join(folder, name));
	const [only] = names;
	if (only === undefined) throw new VerbundError('import.nothingSent');
	return names.length === 1 ? only : `${names.length}`;
}

async function limitOf({ settings }: App) {
	const megabytes = Number(
		(await settings.read({ organisationId: null, personId: null })).get('import.megabytes'),
	);
	return {
		limit: megabytes * 1_000_000,
		tooLarge: () => new VerbundError('import.tooLarge', { values: { megabytes } }),
	};
}

async function takeUploads(
	app: App,
	importId: string,
	personId: string,
	uploadIds: readonly string[],
): Promise<void> {
	const { uploads } = app.content.attachments;
	const { limit, tooLarge } = await limitOf(app);
	if (uploadIds.length > mostFiles) throw tooManyFiles();
	const sent = await Promise.all(uploadIds.map((id) => uploads.find(personId, id)));
	const size = sent.reduce((sum, upload) => sum + upload.size, 0);
	if (size > limit) throw tooLarge();
	await app.imports.folders.create(importId);
	await app.imports.requireRoom(size);
	const folder = app.imports.folders.upload(importId);
	const taken = new Set<string>();
	for (const { id, name } of sent) await uploads.moveTo(personId, id, join(folder, freeName(name, taken)));
}

function tooManyFiles(): VerbundError {
	return new VerbundError('import.tooManyFiles', { values: { count: mostFiles } });
}

async function receive(app: App, importId: string, request: IncomingMessage): Promise<void> {
	const { limit, tooLarge } = await limitOf(app);
	const announced = Number(request.headers['content-length'] ?? 0);
	if (announced > limit + 1_000_000) throw tooLarge();
	await app.imports.folders.create(importId);
	await app.imports.requireRoom(announced);
	const folder = app.imports.folders.upload(importId);
	const taken = new Set<string>();
	let received = 0;
	await readFilesForm(request, {
		mostFiles,
		tooMany: tooManyFiles(),
		async receive(name, stream) {
			const path = join(folder, freeName(name, taken));
			const counted = stream.map((chunk: Buffer) => {
				received += chunk.length;
				if (received > limit) throw tooLarge();
				return chunk;
			});
			await pipeline(counted, createWriteStream(path, { flags: 'wx' }));
			return path;
		},
		discard: (path) => rm(path, { force: true }),
	});
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
