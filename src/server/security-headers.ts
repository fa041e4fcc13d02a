import type { ServerResponse } from 'node:http';
import type { Config } from '../config.ts';

const contentSecurityPolicy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self'",
	"font-src 'self'",
	"connect-src 'self'",
	"manifest-src 'self'",
	"worker-src 'self'",
	"media-src 'self'",
	"frame-src 'self'",
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'none'",
].join('; ');

/** What is no document loads nothing, posts nothing and is framed by nobody. */
const policyOfData = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Headers of styles, scripts, fonts and JSON, of which a page loads a dozen: only those that say something there. */
export function setDataHeaders(response: ServerResponse): void {
	for (const ofDocuments of ['Referrer-Policy', 'Cross-Origin-Opener-Policy', 'Permissions-Policy'])
		response.removeHeader(ofDocuments);
	response.setHeader('Content-Security-Policy', policyOfData);
}

/** Headers of every answer. Answers are private until something public says otherwise. */
export function setSecurityHeaders(response: ServerResponse, { url, contentUrl }: Config): void {
	response.setHeader('Content-Security-Policy', policyWith(contentUrl));
	response.setHeader('X-Content-Type-Options', 'nosniff');
	response.setHeader('Referrer-Policy', 'same-origin');
	response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
	response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
	response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
	response.setHeader('Cache-Control', 'private, no-store');
	if (url.protocol === 'https:') response.setHeader('Strict-Transport-Security', 'max-age=31536000');
}

/** Pages may frame what runs under the second host name. */
function policyWith(contentUrl: URL | null): string {
	if (contentUrl === null) return contentSecurityPolicy;
	return contentSecurityPolicy.replace("frame-src 'self'", `frame-src 'self' ${contentUrl.origin}`);
}
