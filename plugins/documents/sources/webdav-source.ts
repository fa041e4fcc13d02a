import { Agent as PlainAgent, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { guardedRequest, type AllowedHosts } from 'verbund';
import { encodeName, nameBytes, parentOf } from './entry-path.ts';
import type { ListedEntry } from './entry.ts';
import { faultOf, SourceFault } from './source-fault.ts';
import type { FolderListing, SourceAccess, SourceReader } from './source.ts';
import { propfindBody, readMultistatus, type DavResponse } from './webdav-answer.ts';

/** One folder of 50,000 files. */
const longestAnswer = 32_000_000;
/** Idle connections are closed after this. */
const keptOpenMs = 10_000;
/** Longer than this is for the next reading. */
const longestPause = 15_000;
const mostTries = 3;

/** A folder of a WebDAV server, such as Nextcloud. Redirects are not followed: the password belongs to one address. */
export function createWebdavSource(
	{ location, account, password }: Omit<SourceAccess, 'kind'>,
	allowed: AllowedHosts,
): SourceReader {
	const base = new URL(location);
	const isSecure = base.protocol === 'https:';
	const agent = new (isSecure ? SecureAgent : PlainAgent)({
		keepAlive: true,
		maxSockets: 2,
		timeout: keptOpenMs,
	});
	const credentials =
		account === ''
			? {}
			: { Authorization: `Basic ${Buffer.from(`${account}:${password}`).toString('base64')}` };

	/** A server that asks for patience for a moment gets it. */
	async function ask(path: string, request: AskOptions): Promise<IncomingMessage> {
		for (let tries = 1; ; tries += 1) {
			try {
				return await askOnce(path, request);
			} catch (error) {
				const pause = error instanceof BusyServer && tries < mostTries ? error.pauseMs : null;
				if (pause === null || pause > longestPause) throw error;
				await wait(pause, undefined, { signal: request.signal });
			}
		}
	}

	async function askOnce(path: string, request: AskOptions): Promise<IncomingMessage> {
		// In the own network only where the administrators allowed it: there they know who listens.
		if (!isSecure && account !== '' && !allowed.has(base.host) && !allowed.has(base.hostname)) {
			throw new SourceFault('plainPassword');
		}
		try {
			const response = await guardedRequest(addressWith(base, path), {
				...request,
				headers: { ...credentials, ...request.headers },
				allowed,
				agent,
			});
			const fault = faultOfStatus(response, request.expected);
			if (fault === null) return response;
			// What it says beside that may have no end.
			response.destroy();
			throw fault;
		} catch (error) {
			request.signal.throwIfAborted();
			throw faultOf(error);
		}
	}

	return {
		async list(path, signal) {
			const folder = addressOf(base, path, 'folder');
			const response = await ask(folder, {
				method: 'PROPFIND',
				expected: 207,
				headers: { Depth: '1', 'Content-Type': 'application/xml; charset=utf-8' },
				body: propfindBody,
				signal,
			});
			const answer = await readMultistatus(await readAll(response, signal));
			if (!answer) throw new SourceFault('notWebdav');
			return toListing(answer, base, path);
		},
		open: (path, signal): Promise<Readable> =>
			ask(addressOf(base, path, 'file'), {
				method: 'GET',
				expected: 200,
				// As it is: an archive that is unpacked on the way is another file.
				headers: { 'Accept-Encoding': 'identity' },
				signal,
			}),
	};
}

interface AskOptions {
	readonly method: string;
	readonly expected: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	readonly signal: AbortSignal;
}

function faultOfStatus({ statusCode = 0, headers }: IncomingMessage, expected: number): SourceFault | null {
	if (statusCode === expected) return null;
	if (statusCode === 401 || statusCode === 403) return new SourceFault('credentials', String(statusCode));
	if (statusCode === 404 || statusCode === 410) return new SourceFault('notFound', String(statusCode));
	if (statusCode >= 300 && statusCode < 400) {
		const { location = '' } = headers;
		return new SourceFault('moved', URL.canParse(location) ? new URL(location).origin : location);
	}
	if (statusCode === 429 || statusCode === 503) return new BusyServer(statusCode, headers['retry-after']);
	const isOther = [200, 400, 405, 501].includes(statusCode);
	return new SourceFault(isOther ? 'notWebdav' : 'serverError', String(statusCode));
}

/** Too many questions, or maintenance: it says when to come back. */
class BusyServer extends SourceFault {
	readonly pauseMs: number;

	constructor(statusCode: number, retryAfter = '') {
		super('busy', String(statusCode));
		const seconds = /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : null;
		this.pauseMs =
			seconds === null ? Math.max(0, Date.parse(retryAfter) - Date.now()) || 1000 : seconds * 1000;
	}
}

async function readAll(response: IncomingMessage, signal: AbortSignal): Promise<string> {
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of response) {
			const bytes = Buffer.from(chunk);
			size += bytes.length;
			if (size > longestAnswer) throw new SourceFault('tooMany');
			chunks.push(bytes);
		}
	} catch (error) {
		signal.throwIfAborted();
		throw faultOf(error);
	}
	return Buffer.concat(chunks).toString('utf8');
}

/** Set and not resolved: a path that begins with two slashes would name another server, which got the password. */
function addressWith(base: URL, path: string): URL {
	const address = new URL(base);
	address.pathname = path;
	return address;
}

/** Path on the server, with the names as this plugin encodes them. */
function addressOf({ pathname }: URL, path: string, kind: 'file' | 'folder'): string {
	const start = pathname.endsWith('/') ? pathname : `${pathname}/`;
	return kind === 'folder' && path !== '' ? `${start}${path}/` : `${start}${path}`;
}

/** Only what lies directly in the folder: a server that names other things is not believed. */
function toListing(answer: readonly DavResponse[], base: URL, folder: string): FolderListing {
	const entries = new Map<string, ListedEntry>();
	let skipped = 0;
	for (const response of answer) {
		const path = pathIn(base, response.href);
		if (path === folder) continue;
		if (path === null || path === '' || parentOf(path) !== folder) {
			skipped += 1;
			continue;
		}
		const { isFolder, size, modifiedAt, etag, fileId } = response;
		entries.set(path, {
			path,
			isFolder,
			size: isFolder ? 0 : size,
			modifiedAt,
			tag: etag === '' && isFolder ? '' : `${etag}:${modifiedAt ?? ''}:${size}`,
			key: fileId,
			tagsBelow: isFolder && fileId !== null && etag !== '',
		});
	}
	return { entries: [...entries.values()], skipped };
}

/** Names below the base; null for another place, and for names that are none. */
function pathIn(base: URL, href: string): string | null {
	if (!URL.canParse(href, base)) return null;
	// Taken as it stands: a URL would resolve `..` before it can be seen.
	const absolute = /^https?:\/\/[^/]*/i.exec(href)?.[0];
	if (absolute !== undefined && new URL(href).host !== base.host) return null;
	const names = split(absolute === undefined ? href : href.slice(absolute.length));
	const start = split(base.pathname);
	if (!names || !start || start.some((name, index) => names[index] !== name)) return null;
	return names.slice(start.length).join('/');
}

function split(path: string): readonly string[] | null {
	const names = path
		.split(/[?#]/)[0]
		?.split('/')
		.filter((name) => name !== '')
		.map((name) => nameBytes(name));
	return names?.every((name) => name !== null) ? names.map(encodeName) : null;
}
