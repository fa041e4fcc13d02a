import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { compareListing } from './compare-listing.ts';
import type { KnownEntry, ListedEntry } from './entry.ts';
import { readListing } from './read-listing.ts';
import { readMultistatus } from './webdav-answer.ts';
import { createWebdavSource } from './webdav-source.ts';

let server: Server;
let origin: string;
let answer: RequestListener;
const asked: string[] = [];
beforeAll(async () => {
	server = createServer((request, response) => {
		asked.push(`${request.method} ${request.url}`);
		answer(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	origin = `http://localhost:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => asked.splice(0));
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

const signal = new AbortController().signal;
const source = (allowed = new URL(origin).host) =>
	createWebdavSource({ location: `${origin}/dav/ablage/`, account: 'a', password: 'b' }, new Set([allowed]));

function multistatus(responses: string): RequestListener {
	const xml = `<?xml version="1.0"?><x:multistatus xmlns:x="DAV:" xmlns:y="http://owncloud.org/ns">${responses}</x:multistatus>`;
	return (_request, response) => response.writeHead(207).end(xml);
}

function file(href: string, { etag = '"1"', id = '', folder = false, size = 5 } = {}): string {
	return `<x:response><x:href>${href}</x:href><x:propstat><x:prop>
		<x:resourcetype>${folder ? '<x:collection/>' : ''}</x:resourcetype><x:getcontentlength>${size}</x:getcontentlength>
		<x:getetag>${etag}</x:getetag>${id === '' ? '' : `<y:fileid>${id}</y:fileid>`}</x:prop>
		<x:status>HTTP/1.1 200 OK</x:status></x:propstat>
		<x:propstat><x:prop><x:getcontentlength>99</x:getcontentlength></x:prop><x:status>HTTP/1.1 404 Not Found</x:status></x:propstat>
	</x:response>`;
}

async function pathsOf(responses: string): Promise<{ paths: string[]; skipped: number }> {
	answer = multistatus(responses);
	const { entries, skipped } = await source().list('', signal);
	return { paths: entries.map(({ path }) => path), skipped };
}

describe('what a server says of a folder', () => {
	test('is no answer where it declares more namespaces than it can use', async () => {
		const many = Array.from({ length: 40_000 }, (_, index) => `xmlns:n${index}="x"`).join(' ');
		const xml = `<x:multistatus xmlns:x="DAV:" ${many}>${'<a xmlns:z="x"/>'.repeat(3000)}</x:multistatus>`;

		expect(await readMultistatus(xml)).toBeNull();
	});

	test('is taken where it lies in that folder, whichever way the address is written', async () => {
		const { paths } = await pathsOf(
			file('/dav/ablage/', { folder: true }) +
				file('/dav/ablage/Antrag%20A.pdf') +
				file('/dav/ablage/%C3%9Cbersicht.txt') +
				file(`${origin}/dav/ablage/b.txt`) +
				file('/dav/abl%61ge/c.txt'),
		);

		expect(paths).toEqual(['Antrag%20A.pdf', '%C3%9Cbersicht.txt', 'b.txt', 'c.txt']);
	});

	test('of Nextcloud is read as it writes it: quoted tags, small percent signs, properties of its own', async () => {
		answer = (_request, response) => {
			response.writeHead(207, { 'content-type': 'application/xml; charset=utf-8' });
			response.write(`<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"
				xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns"><d:response><d:href>/dav/ablage/</d:href>
				<d:propstat><d:prop><d:resourcetype><d:collection/></d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status>
				</d:propstat></d:response><d:response><d:href>/dav/ablage/Antr%c3%a4ge%20und%20mehr%20%28neu%29.pdf</d:href>`);
			response.end(`<d:propstat><d:prop><d:resourcetype/><d:getcontentlength>4711</d:getcontentlength>
				<d:getlastmodified>Sun, 22 Nov 2026 10:00:00 GMT</d:getlastmodified><d:getetag>&quot;6f1e&amp;2&quot;</d:getetag>
				<oc:fileid>00000123ocabc</oc:fileid><nc:is-encrypted>0</nc:is-encrypted><oc:checksums/></d:prop>
				<d:status>HTTP/1.1 200 OK</d:status></d:propstat><d:propstat><d:prop><oc:downloadURL/></d:prop>
				<d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response></d:multistatus>`);
		};

		const { entries, skipped } = await source().list('', signal);

		expect(skipped).toBe(0);
		expect(entries).toEqual([
			{
				path: 'Antr%C3%A4ge%20und%20mehr%20(neu).pdf',
				isFolder: false,
				size: 4711,
				modifiedAt: Date.UTC(2026, 10, 22, 10),
				tag: `"6f1e&2":${Date.UTC(2026, 10, 22, 10)}:4711`,
				key: '00000123ocabc',
				tagsBelow: false,
			},
		]);
	});

	test.each([
		'/dav/ablage/../geheim.txt',
		'/dav/ablage/%2e%2e/geheim.txt',
		'/dav/ablage/%2e%2e',
		'/dav/ablage/a%2Fb.txt',
		'/dav/ablage/a%00b.txt',
		'/dav/ablage/tief/er.txt',
		'/dav/andere/a.txt',
		'/dav/ablage',
		'/dav/ablagefach/a.txt',
		'https://anderswo.example/dav/ablage/a.txt',
		'//anderswo.example/dav/ablage/a.txt',
		'%',
		'javascript:alert(1)',
	])('does not lead elsewhere: %s', async (href) => {
		const { paths } = await pathsOf(file(href));

		expect(paths).toEqual([]);
	});

	test('counts only as far as it is given', async () => {
		answer = multistatus(file('/dav/ablage/a.txt', { size: 7 }));

		const { entries } = await source().list('', signal);

		expect(entries).toMatchObject([{ size: 7, tag: '"1"::7', isFolder: false }]);
	});

	test.each([
		['<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'],
		[
			'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><multistatus xmlns="DAV:"><response><href>&a;</href></response></multistatus>',
		],
		[`<multistatus xmlns="DAV:">${'<response>'.repeat(200_000)}`],
		['<multistatus xmlns="falsch"><response><href>/a</href></response></multistatus>'],
		['<html><body>Anmelden</body></html>'],
		['kein XML \0 &&& <<<'],
		[''],
	])('that is hostile or no answer at all is read as nothing', async (xml) => {
		const started = performance.now();

		const responses = (await readMultistatus(xml)) ?? [];

		expect(JSON.stringify(responses)).not.toMatch(/root:|aaaaaaaaaa/);
		expect(responses.length).toBeLessThanOrEqual(1);
		expect(performance.now() - started).toBeLessThan(5000);
	});
});

describe('a server that does not do as it should', () => {
	const failing: readonly (readonly [string, string, RequestListener])[] = [
		['asks to sign in', 'credentials', (_request, response) => response.writeHead(401).end()],
		['has no such folder', 'notFound', (_request, response) => response.writeHead(404).end()],
		['is a web page', 'notWebdav', (_request, response) => response.writeHead(200).end('<html>')],
		[
			'answers with something else',
			'notWebdav',
			(_request, response) => response.writeHead(207).end('<html>'),
		],
		[
			'is under maintenance for long',
			'busy',
			(_request, response) => response.writeHead(503, { 'retry-after': '120' }).end(),
		],
		['is broken', 'serverError', (_request, response) => response.writeHead(502).end()],
		['hangs up', 'unreachable', ({ socket }) => socket.destroy()],
		['speaks no HTTP', 'unreachable', ({ socket }) => socket.end('Guten Tag\r\n\r\n')],
		[
			'breaks off',
			'unreachable',
			(_request, response) => {
				response.writeHead(207, { 'content-length': 1000 }).write('<');
				setTimeout(() => response.destroy(), 20);
			},
		],
	];

	test.each(failing)('%s', async (_what, code, listener) => {
		answer = listener;

		await expect(source().list('', signal)).rejects.toMatchObject({ code });
	});

	test.each([
		['429', { 'retry-after': '0' }],
		['503', { 'retry-after': new Date(Date.now() - 1000).toUTCString() }],
	])('asks for a moment of patience, and gets it (%s)', async (status, headers) => {
		let asked = 0;
		answer = (request, response) => {
			asked += 1;
			if (asked < 3) response.writeHead(Number(status), headers).end('Wartung');
			else multistatus(file('/dav/ablage/a.txt'))(request, response);
		};

		const { entries } = await source().list('', signal);

		expect(entries.map(({ path }) => path)).toEqual(['a.txt']);
	});

	test('sends elsewhere: the password stays here', async () => {
		const received: (string | undefined)[] = [];
		const other = createServer((request, response) => {
			received.push(request.headers.authorization);
			response.end();
		});
		await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
		const { port } = other.address() as AddressInfo;
		answer = (_request, response) => response.writeHead(302, { location: `http://localhost:${port}/` }).end();

		await expect(source().list('', signal)).rejects.toMatchObject({
			code: 'moved',
			detail: `http://localhost:${port}`,
		});

		other.close();
		expect(received).toEqual([]);
	});

	test('never ends its answer', async () => {
		answer = (_request, response) => {
			response.writeHead(207);
			const timer = setInterval(() => response.write(Buffer.alloc(4_000_000, 32)), 1);
			response.once('close', () => clearInterval(timer));
		};

		await expect(source().list('', signal)).rejects.toMatchObject({ code: 'tooMany' });
	});
});

describe('a server that names its files by numbers', () => {
	const listing = async (known: readonly KnownEntry[]) =>
		readListing(source(), { known, signal, progress: () => undefined });
	const asKnown = ({ modifiedAt: _, tagsBelow: __, ...entry }: ListedEntry, index: number): KnownEntry => ({
		...entry,
		id: `id${index}`,
		vanishedAt: null,
	});

	test('is asked only for folders in which something has changed', async () => {
		const top = (etag: string) =>
			file('/dav/ablage/ruhig/', { folder: true, id: '10', etag: '"r"' }) +
			file('/dav/ablage/rege/', { folder: true, id: '20', etag });
		const serve =
			(etag: string): RequestListener =>
			(request, response) => {
				const inside = {
					'/dav/ablage/ruhig/': file('/dav/ablage/ruhig/a.txt', { id: '11' }),
					'/dav/ablage/rege/': file('/dav/ablage/rege/b.txt', { id: '21', etag }),
				}[request.url ?? ''];
				multistatus(inside ?? top(etag))(request, response);
			};
		answer = serve('"1"');
		const known = (await listing([])).entries.map(asKnown);
		asked.splice(0);
		answer = serve('"2"');

		const { entries } = await listing(known);

		expect(asked).toEqual(['PROPFIND /dav/ablage/', 'PROPFIND /dav/ablage/rege/']);
		expect(compareListing(known, entries)).toMatchObject({
			added: [],
			vanished: [],
			changed: [{ entry: { path: 'rege' } }, { entry: { path: 'rege/b.txt' } }],
		});
	});

	test('tells a renamed file from a new one, also where two have swapped their names', async () => {
		answer = multistatus(file('/dav/ablage/a.txt', { id: '1' }) + file('/dav/ablage/b.txt', { id: '2' }));
		const known = (await listing([])).entries.map(asKnown);
		answer = multistatus(
			file('/dav/ablage/b.txt', { id: '1' }) +
				file('/dav/ablage/a.txt', { id: '2' }) +
				file('/dav/ablage/c.txt', { id: '3' }),
		);

		const { added, changed, vanished } = compareListing(known, (await listing(known)).entries);

		expect(changed.map(({ id, entry }) => [id, entry.path])).toEqual([
			['id0', 'b.txt'],
			['id1', 'a.txt'],
		]);
		expect(added.map(({ path }) => path)).toEqual(['c.txt']);
		expect(vanished).toEqual([]);
	});

	test('is left where a folder holds itself', async () => {
		answer = (request, response) =>
			multistatus(file(`${request.url}immer/`, { folder: true }))(request, response);

		const { entries, skipped } = await listing([]);

		expect(entries.length).toBe(40);
		expect(skipped).toBe(1);
	});
});

test('an address that hides another server in its path is asked nowhere but where it begins', async () => {
	const elsewhere: string[] = [];
	const other = createServer((request, response) => {
		elsewhere.push(String(request.headers.authorization));
		response.end();
	});
	await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
	const hidden = `127.0.0.1:${(other.address() as AddressInfo).port}`;
	answer = multistatus('');
	const access = { location: `${origin}//${hidden}/ablage/`, account: 'a', password: 'b' };

	await createWebdavSource(access, new Set([new URL(origin).host, hidden]))
		.list('', signal)
		.catch(() => undefined);

	other.close();
	expect(elsewhere).toEqual([]);
	expect(asked).toEqual([`PROPFIND //${hidden}/ablage/`]);
});
