import { Busboy } from '@fastify/busboy';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { App } from '../app.ts';
import type { ReceivedFile } from '../content/attachments.ts';
import { writeReceipt } from '../accounts/receipt.ts';
import { VerbundError } from '../errors.ts';
import type { RequestOrigin } from '../host/command.ts';
import type { Visitor } from '../host/visitor.ts';
import { ownPath } from './pages/submission.ts';

const mostFiles = 20;

interface Received {
	readonly fields: ReadonlyMap<string, string>;
	readonly files: readonly ReceivedFile[];
}

/**
 * `POST /files`, a form with `itemId` and files: streams them to disk, then attaches each through the command. A
 * browser is led on to `_next`, a script gets JSON.
 */
export async function receiveFiles(
	app: App,
	{ visitor, origin }: { visitor: Visitor; origin: RequestOrigin },
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const itemId = new URL(request.url ?? '/', 'http://hub').searchParams.get('item') ?? '';
	// Rights first: nobody fills the disk of an item that is not theirs.
	const owner = await app.content.owner(visitor.actor, itemId);
	app.access.require(visitor.actor, 'content.write', owner);
	const { fields, files } = await readForm(app, request);
	const attached = await attachAll(app, visitor, origin, itemId, files);
	const next = ownPath(fields.get('_next') ?? '');
	if (next === null) {
		response.setHeader('Content-Type', 'application/json; charset=utf-8');
		response.end(JSON.stringify({ files: attached }));
		return;
	}
	const target = new URL(next, 'http://hub');
	target.searchParams.set('done', 'content.attachFile');
	response.writeHead(303, { Location: target.pathname + target.search + target.hash }).end();
}

/** Attaches one after the other; what could not be attached is not kept. */
async function attachAll(
	{ commands, content, signingKey }: App,
	{ actor, reader }: Visitor,
	origin: RequestOrigin,
	itemId: string,
	files: readonly ReceivedFile[],
): Promise<unknown[]> {
	const attached: unknown[] = [];
	try {
		for (const file of files) {
			const input = { itemId, receipt: writeReceipt(file, signingKey) };
			attached.push(await commands.execute('content.attachFile', input, { actor, reader, origin }));
		}
		return attached;
	} catch (error) {
		for (const { id } of files.slice(attached.length)) await content.attachments.discard(id);
		throw error;
	}
}

/** An aborted or refused upload leaves nothing behind. */
async function readForm({ content }: App, request: IncomingMessage): Promise<Received> {
	const fields = new Map<string, string>();
	const uploads: Promise<ReceivedFile | null>[] = [];
	try {
		await new Promise<void>((resolve, reject) => {
			const form = new Busboy({
				headers: { ...request.headers, 'content-type': request.headers['content-type'] ?? '' },
				limits: { files: mostFiles, fields: 20, fieldSize: 2000, parts: mostFiles + 20 },
			});
			form.on('field', (name: string, value: string) => fields.set(name, value));
			form.on('file', (_field: string, stream: Readable, name: string) => {
				if (name === '') {
					stream.resume();
					return;
				}
				const upload = content.attachments.receive(name, stream);
				upload.catch((error: unknown) => {
					stream.resume();
					reject(error instanceof Error ? error : new Error(String(error)));
				});
				uploads.push(upload);
			});
			form.on('finish', resolve);
			form.on('error', reject);
			request.on('aborted', () => reject(new VerbundError('request.malformed')));
			request.pipe(form);
		});
		const files = await Promise.all(uploads);
		return { fields, files: files.filter((file) => file !== null) };
	} catch (error) {
		for (const upload of await Promise.allSettled(uploads)) {
			if (upload.status === 'fulfilled' && upload.value) await content.attachments.discard(upload.value.id);
		}
		if (error instanceof VerbundError) throw error;
		throw new VerbundError('request.malformed', { cause: error });
	}
}
