import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { App } from '../app.ts';
import { notFound } from '../errors.ts';
import { requireContents } from '../transfer/export/noted-contents.ts';
import type { Visitor } from '../host/visitor.ts';
import { contentDisposition } from '../content/files/file-headers.ts';
import { hungUp } from './send-file.ts';

/** `GET /exports/<id>`: for whoever asked for it, until it expires. */
export async function sendExport(
	{ database, exports }: App,
	{ actor, reader }: Visitor,
	request: IncomingMessage,
	response: ServerResponse,
	exportId: string,
): Promise<void> {
	if (actor.kind !== 'person') throw notFound();
	const { file, stream } = await exports.open(actor.personId, exportId);
	// What it was made of may be closed to them by now.
	await requireContents(database, reader, exports.folder(exportId));
	response.setHeader('Content-Type', file.mediaType);
	response.setHeader('Content-Length', file.size);
	response.setHeader('Content-Disposition', contentDisposition('attachment', file.name));
	response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
	if (request.method === 'HEAD') {
		response.end();
		return;
	}
	await pipeline(stream(), response).catch((error: unknown) => {
		if (!hungUp(error)) throw error;
	});
}
