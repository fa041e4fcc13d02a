/** The package's own types drag Express in; it works on Node's plain requests. */
declare module 'compression' {
	import type { IncomingMessage, ServerResponse } from 'node:http';

	export default function compression(options?: {
		/** zlib level, 1 to 9. */
		readonly level?: number;
		/** Bytes below which an answer stays as it is. */
		readonly threshold?: number;
		/** As zlib takes them. */
		readonly brotli?: { readonly params: Readonly<Record<number, number>> };
	}): (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
}
