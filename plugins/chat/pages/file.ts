import { isPicture } from '../files/is-picture.ts';

interface FileRequest {
	readonly locals: App.Locals;
	readonly params: Readonly<Record<string, string | undefined>>;
	readonly url: URL;
}

/** A file of a message, for whoever may read the room now. */
export async function GET({ locals, params, url }: FileRequest): Promise<Response> {
	const chat = await locals.use('chat');
	const { file, bytes } = await chat.file(locals.actor, params['id'] ?? '');
	// A browser shows these without running anything; everything else is saved.
	const isShown = isPicture(file.mediaType) || file.mediaType === 'application/pdf';
	const inline = isShown && !url.searchParams.has('download');
	const name = encodeURIComponent(file.name).replace(
		/['()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16)}`,
	);
	return new Response(streamOf(bytes()), {
		headers: {
			'Content-Type': file.mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : file.mediaType,
			'Content-Length': String(file.size),
			'Content-Disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
			'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'self'",
			'Cache-Control': 'private, no-store',
		},
	});
}

function streamOf(bytes: AsyncIterable<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
	const parts = bytes[Symbol.asyncIterator]();
	return new ReadableStream({
		async pull(controller) {
			const { value, done } = await parts.next();
			if (done === true) controller.close();
			else controller.enqueue(value);
		},
		async cancel() {
			await parts.return?.();
		},
	});
}
