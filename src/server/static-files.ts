import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv from 'sirv';
import { setDataHeaders } from './security-headers.ts';

/** Files of the build carry their hash in the name and never change; the service worker is asked for each time. */
export function createStatics(folder: string) {
	const serve = sirv(folder, { etag: true, dotfiles: false, gzip: true, brotli: true });
	return (request: IncomingMessage, response: ServerResponse, path: string, notFound: () => void) => {
		response.setHeader('Cache-Control', cacheControlOf(path));
		if (path.startsWith('/_astro/')) setDataHeaders(response);
		survive(response);
		serve(request, response, notFound);
	};
}

/** A file that is gone or cannot be read, as while the pages are built anew, breaks off its own answer only. */
function survive(response: ServerResponse): void {
	response.once('pipe', (file) => file.once('error', () => response.destroy()));
}

function cacheControlOf(path: string): string {
	if (path.startsWith('/_astro/')) return 'public, max-age=31536000, immutable';
	return path === '/service-worker.js' ? 'no-cache' : 'public, max-age=3600';
}

export function isStatic(path: string): boolean {
	return (
		path.startsWith('/_astro/') ||
		/^\/(?:favicon\.svg|icon-(?:maskable-)?\d+\.png|service-worker\.js|robots\.txt)$/.test(path)
	);
}
