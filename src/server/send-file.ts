import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { App } from '../app.ts';
import { fileHeaders } from '../content/files/file-headers.ts';
import { rangeOf } from '../content/files/byte-range.ts';
import type { Visitor } from '../host/visitor.ts';
import { isSystemError } from '../errors.ts';

/**
 * `GET /files/<id>/<name>`: for whoever may read the item that the file belongs to; with `?download` always for saving.
 */
export async function sendFile(
	{ content }: App,
	{ actor }: Visitor,
	request: IncomingMessage,
	response: ServerResponse,
	{ pathname, searchParams }: URL,
): Promise<void> {
	const fileId = pathname.split('/')[2] ?? '';
	const { file, stream } = await content.attachments.open(actor, fileId);
	const headers = fileHeaders(file, { download: searchParams.has('download') });
	for (const [header, value] of Object.entries(headers)) response.setHeader(header, value);
	response.setHeader('Accept-Ranges', 'bytes');
	const range = rangeOf(request.headers.range ?? null, file.size);
	if (range === 'unsatisfiable') {
		response.writeHead(416, { 'Content-Range': `bytes */${file.size}`, 'Content-Length': 0 }).end();
		return;
	}
	if (range) {
		response.statusCode = 206;
		response.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${file.size}`);
		response.setHeader('Content-Length', range.end - range.start + 1);
	}
	if (request.method === 'HEAD') {
		response.end();
		return;
	}
	await pipeline(stream(range ?? undefined), response).catch((error: unknown) => {
		if (!hungUp(error)) throw error;
	});
}

/** The client went away before it had everything. */
export function hungUp(error: unknown): boolean {
	return isSystemError(error, 'ERR_STREAM_PREMATURE_CLOSE');
}
