import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import { VerbundError } from '../errors.ts';
import { isOneClick } from './one-click.ts';

const safeMethods = ['GET', 'HEAD'];
const knownMethods = [...safeMethods, 'POST', 'PUT', 'DELETE', 'PATCH'];

/**
 * Refuses what no page of this hub can have sent, before anything else looks at it.
 *
 * @throws VerbundError `request.malformed`, `request.methodNotAllowed` or `request.originRefused`
 */
export function guardRequest(request: IncomingMessage, config: Config): void {
	const { method = 'GET', headers } = request;
	if (!knownMethods.includes(method)) throw new VerbundError('request.methodNotAllowed');
	if (!isOwnHost(headers.host, config)) throw new VerbundError('request.malformed');
	if (!safeMethods.includes(method) && !isOneClick(request) && !isSameOrigin(request, config)) {
		throw new VerbundError('request.originRefused');
	}
}

/**
 * A socket is opened by a page of this hub and by nobody else: a browser sends cookies along to foreign pages' sockets
 * too, and asks nobody first.
 *
 * @throws VerbundError `request.malformed` or `request.originRefused`
 */
export function guardUpgrade({ headers }: IncomingMessage, config: Config): void {
	if (!isOwnHost(headers.host, config)) throw new VerbundError('request.malformed');
	const own = config.urlIsFixed ? config.url.origin : `http://${headers.host ?? ''}`;
	if (headers.origin !== own) throw new VerbundError('request.originRefused');
}

/** Links are made from the configured address; answering other names would let a stranger's name point here. */
export function isOwnHost(host: string | undefined, config: Config): boolean {
	if (host === undefined) return false;
	return host === config.url.host || (!config.urlIsFixed && localNames(config).includes(hostName(host)));
}

/**
 * OWASP CSRF cheat sheet: fetch metadata first, the exact origin where a browser sends none. A caller that sends
 * neither is no browser; it may send JSON, which no form of a foreign page can.
 */
function isSameOrigin({ headers }: IncomingMessage, config: Config): boolean {
	const site = headers['sec-fetch-site'];
	const { origin } = headers;
	if (site !== undefined) return site === 'same-origin';
	if (origin !== undefined) return isOwnOrigin(origin, config);
	return headers['content-type']?.split(';')[0]?.trim() === 'application/json';
}

function isOwnOrigin(origin: string, config: Config): boolean {
	if (origin === config.url.origin) return true;
	if (config.urlIsFixed || !URL.canParse(origin)) return false;
	const { protocol, host } = new URL(origin);
	return protocol === 'http:' && localNames(config).includes(hostName(host));
}

/** Without a configured address the hub answers to this machine's own names. */
function localNames({ host }: Config): readonly string[] {
	return ['localhost', '127.0.0.1', '[::1]', host];
}

function hostName(host: string): string {
	return host.replace(/:\d+$/, '');
}
