import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { App } from '../app.ts';
import type { Visitor } from '../host/visitor.ts';

/** Types that a browser shows without running anything; SVG and HTML are not among them. */
const shownInline = new Set([
	'image/png',
	'image/jpeg',
	'image/gif',
	'image/webp',
	'image/avif',
	'application/pdf',
]);

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
	const disposition =
		shownInline.has(file.mediaType) && !searchParams.has('download') ? 'inline' : 'attachment';
	response.setHeader(
		'Content-Type',
		file.mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : file.mediaType,
	);
	response.setHeader('Content-Length', file.size);
	response.setHeader('Content-Disposition', contentDisposition(disposition, file.name));
	response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox; frame-ancestors 'self'");
	if (request.method === 'HEAD') {
		response.end();
		return;
	}
	await pipeline(stream(), response).catch((error: unknown) => {
		if (!hungUp(error)) throw error;
	});
}

/** The client went away before it had everything. */
export function hungUp(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

/** RFC 6266: an ASCII name for old clients, the real one encoded (RFC 8187). */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
	const ascii = name.normalize('NFKD').replace(/[^\x20-\x7e]|["\\]/g, '_');
	const encoded = encodeURIComponent(name).replace(
		/['()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16)}`,
	);
	return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
