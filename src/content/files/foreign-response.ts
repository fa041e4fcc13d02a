import { Readable } from 'node:stream';
import { fileHeaders } from './file-headers.ts';
import { recognise } from './recognise.ts';

const headLength = 4100;

/** A file that lies elsewhere, on its way to a browser: its type by its first bytes, and nothing in it runs. */
export async function foreignResponse(
	bytes: Readable,
	{ name, download }: { readonly name: string; readonly download: boolean },
): Promise<Response> {
	const chunks = bytes[Symbol.asyncIterator]();
	const head: Buffer[] = [];
	let ended = false;
	while (!ended && head.reduce((sum, { length }) => sum + length, 0) < headLength) {
		const next = await chunks.next();
		if (next.done === true) ended = true;
		else head.push(Buffer.from(next.value));
	}
	const mediaType = await recognise(Buffer.concat(head).subarray(0, headLength));
	const body = Readable.from(continued(head, chunks));
	body.once('close', () => bytes.destroy());
	return new Response(Readable.toWeb(body) as ReadableStream, {
		headers: { ...fileHeaders({ name, mediaType, size: null }, { download }) },
	});
}

async function* continued(head: readonly Buffer[], rest: AsyncIterator<unknown>): AsyncGenerator {
	yield* head;
	for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
