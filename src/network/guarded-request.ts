import {
	request as plainRequest,
	type Agent,
	type IncomingMessage,
	type OutgoingHttpHeaders,
} from 'node:http';
import { request as secureRequest } from 'node:https';
import { publicLookup, requirePublic, type AllowedHosts } from './public-address.ts';

export interface GuardedRequest {
	readonly method: string;
	readonly headers?: OutgoingHttpHeaders;
	readonly body?: string;
	/** Servers in the own network that may be asked. */
	readonly allowed: AllowedHosts;
	readonly signal: AbortSignal;
	/** For so long nothing may come; then the request fails. */
	readonly silenceMs?: number;
	/** Keeps connections open between requests. */
	readonly agent?: Agent | false;
}

/**
 * How the hub asks another server that people have named: never into the own network unless that was allowed, and
 * redirects are the caller's to follow.
 *
 * @throws AddressRefused
 */
export function guardedRequest(
	url: URL,
	{ method, headers, body, allowed, signal, silenceMs = 30_000, agent = false }: GuardedRequest,
): Promise<IncomingMessage> {
	requirePublic(url, allowed);
	return new Promise((resolve, reject) => {
		const request = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, {
			method,
			agent,
			lookup: publicLookup(url, allowed),
			signal,
			headers: { 'User-Agent': 'Verbund/1.0', Accept: '*/*', ...headers },
			maxHeaderSize: 32_000,
		});
		request.setTimeout(silenceMs, () => request.destroy(new SilentServer()));
		request.once('error', reject);
		request.once('response', resolve);
		request.end(body);
	});
}

/** It took the request and said nothing more. */
export class SilentServer extends Error {}
