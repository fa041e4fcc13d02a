import type { IncomingMessage } from 'node:http';
import { AddressRefused, guardedRequest, type AllowedHosts } from 'verbund';
import type { LinkOutcome } from './link-state.ts';

export interface LookOptions {
	readonly allowed: AllowedHosts;
	readonly signal: AbortSignal;
	/** For each request. */
	readonly timeoutMs?: number;
}

const mostRedirects = 3;
const mostBytes = 1_000_000;

/** Asks for an address as lightly as it lets: the head alone, and the whole where the head is refused. */
export async function lookAtLink(address: string, options: LookOptions): Promise<LinkOutcome> {
	let url = new URL(address);
	let isForGood = true;
	try {
		for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
			const { status, location } = await ask(url, options);
			if (!isRedirect(status) || location === undefined) {
				return outcomeOf(status, isForGood && redirects > 0 ? url.href : null);
			}
			isForGood &&= status === 301 || status === 308;
			if (!URL.canParse(location, url)) return { kind: 'fails', reason: String(status) };
			url = new URL(location, url);
		}
		return { kind: 'unclear', reason: 'redirects' };
	} catch (error) {
		options.signal.throwIfAborted();
		return outcomeOfError(error);
	}
}

interface Answered {
	readonly status: number;
	readonly location: string | undefined;
}

/** Some servers do not know HEAD and say all kinds of things about it. */
async function ask(url: URL, options: LookOptions): Promise<Answered> {
	const head = await send('HEAD', url, options);
	return head.status < 400 || head.status === 429 ? head : send('GET', url, options);
}

async function send(
	method: 'HEAD' | 'GET',
	url: URL,
	{ allowed, signal, timeoutMs = 5000 }: LookOptions,
): Promise<Answered> {
	const response = await guardedRequest(url, {
		method,
		allowed,
		signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
		headers: { 'User-Agent': 'Verbund-Linkpruefung/1.0' },
	});
	await drain(response);
	return { status: response.statusCode ?? 0, location: response.headers.location };
}

/** What counts is the answer's first line; a little of the rest is taken, so that the server is not cut off. */
async function drain(response: IncomingMessage): Promise<void> {
	let size = 0;
	for await (const chunk of response) {
		size += Buffer.byteLength(chunk);
		// Leaving the loop ends the connection.
		if (size > mostBytes) break;
	}
}

function isRedirect(status: number): boolean {
	return [301, 302, 303, 307, 308].includes(status);
}

function outcomeOf(status: number, movedTo: string | null): LinkOutcome {
	if (status >= 200 && status < 300) return { kind: 'works', movedTo };
	if (status === 404 || status === 410) return { kind: 'fails', reason: String(status) };
	return { kind: 'unclear', reason: String(status) };
}

function outcomeOfError(error: unknown): LinkOutcome {
	if (error instanceof AddressRefused) return { kind: 'refused' };
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	if (code === 'ENOTFOUND') return { kind: 'fails', reason: 'noServer' };
	if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH') return { kind: 'fails', reason: 'noAnswer' };
	return { kind: 'unclear', reason: code === '' ? 'noAnswer' : code };
}
