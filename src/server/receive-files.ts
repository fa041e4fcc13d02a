import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from '../app.ts';
import type { ReceivedFile } from '../content/attachments.ts';
import { writeReceipt } from '../accounts/receipt.ts';
import type { RequestOrigin } from '../host/command.ts';
import type { IdentifyAgain, Visitor } from '../host/visitor.ts';
import { ownPath } from './next-path.ts';
import { readFilesForm } from './read-files-form.ts';

/**
 * `POST /files`, a form with `itemId` and files: streams them to disk, then attaches each through the command. A
 * browser is led on to `_next`, a script gets JSON.
 */
export async function receiveFiles(
	app: App,
	{
		visitor,
		origin,
		identifyAgain,
	}: { visitor: Visitor; origin: RequestOrigin; identifyAgain: IdentifyAgain },
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const itemId = new URL(request.url ?? '/', 'http://hub').searchParams.get('item') ?? '';
	// Rights first: nobody fills the disk of an item that is not theirs.
	const owner = await app.content.owner(visitor.actor, itemId);
	app.access.require(visitor.actor, 'content.write', owner);
	const { attachments } = app.content;
	const { entries, files } = await readFilesForm(request, {
		receive: (name, bytes) => attachments.receive(name, bytes),
		discard: ({ id }) => attachments.discard(id),
	});
	const attached = await attachAll(app, await identifyAgain(), origin, itemId, files);
	const next = ownPath(new Map(entries).get('_next') ?? '');
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
