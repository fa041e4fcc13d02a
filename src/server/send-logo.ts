import type { ServerResponse } from 'node:http';
import type { App } from '../app.ts';
import { notFound } from '../errors.ts';

const address = /^\/organisations\/([a-z0-9-]+)\/(logo|letterhead)$/;

/** `GET /organisations/<slug>/logo?v=<digest>` and `…/letterhead`: as public as the colours; its address changes with the image. */
export async function sendLogo({ accounts }: App, response: ServerResponse, url: URL): Promise<void> {
	const [, slug = '', use] = address.exec(url.pathname) ?? [];
	const logo = await accounts.organisations.readImage(slug, use === 'letterhead' ? 'letterhead' : 'logo');
	if (!logo) throw notFound();
	response.setHeader('Content-Type', logo.mediaType);
	response.setHeader('Content-Length', logo.bytes.length);
	response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
	response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
	response.end(response.req.method === 'HEAD' ? undefined : logo.bytes);
}
