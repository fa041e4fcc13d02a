import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { externalLinks } from './external-links.ts';
import { afterLook, type LinkRecord } from './link-state.ts';
import { lookAtLink } from './look-at-link.ts';
import { isPrivate, readAllowedHosts } from '../../../src/network/public-address.ts';

let server: Server;
let origin: string;
const asked: string[] = [];
beforeAll(async () => {
	server = createServer((request, response) => {
		const path = request.url ?? '';
		asked.push(`${request.method} ${path}`);
		const to = (status: number, location: string) => response.writeHead(status, { location }).end();
		if (path === '/ok') return response.end('ja');
		if (path === '/head-405') return response.writeHead(request.method === 'HEAD' ? 405 : 200).end();
		if (path === '/moved') return to(301, '/ok');
		if (path === '/for-now') return to(302, '/ok');
		if (path === '/circle') return to(301, '/circle');
		if (path === '/inwards') return to(301, 'http://127.0.0.1:1/geheim');
		if (path === '/file') return to(301, 'file:///etc/passwd');
		if (path === '/nowhere') return to(301, 'http://[kaputt');
		if (path === '/silent') return undefined;
		if (path === '/endless') {
			if (request.method === 'HEAD') return response.writeHead(500).end();
			response.writeHead(200);
			const timer = setInterval(() => response.write(Buffer.alloc(200_000)), 1);
			return response.once('close', () => clearInterval(timer));
		}
		if (path === '/rubbish') return request.socket.end('das ist kein HTTP\r\n\r\n');
		const status = Number(path.slice(1));
		return response.writeHead(status > 99 ? status : 404).end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	origin = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

const look = (address: string, allow = new URL(origin).host) =>
	lookAtLink(address, {
		allowed: readAllowedHosts(allow),
		signal: new AbortController().signal,
		timeoutMs: 1500,
	});

describe('a link', () => {
	test.each([
		['/ok', { kind: 'works', movedTo: null }],
		['/head-405', { kind: 'works', movedTo: null }],
		['/for-now', { kind: 'works', movedTo: null }],
		['/endless', { kind: 'works', movedTo: null }],
		['/404', { kind: 'fails', reason: '404' }],
		['/410', { kind: 'fails', reason: '410' }],
		['/nowhere', { kind: 'fails', reason: '301' }],
		['/401', { kind: 'unclear', reason: '401' }],
		['/403', { kind: 'unclear', reason: '403' }],
		['/429', { kind: 'unclear', reason: '429' }],
		['/500', { kind: 'unclear', reason: '500' }],
		['/circle', { kind: 'unclear', reason: 'redirects' }],
		['/inwards', { kind: 'refused' }],
		['/file', { kind: 'refused' }],
		['/silent', { kind: 'unclear' }],
		['/rubbish', { kind: 'unclear' }],
	])('%s', async (path, outcome) => {
		expect(await look(origin + path)).toMatchObject(outcome);
	});

	test('that has moved for good says where to', async () => {
		expect(await look(`${origin}/moved`)).toEqual({ kind: 'works', movedTo: `${origin}/ok` });
	});

	test('is asked for its head alone where that is enough', async () => {
		asked.length = 0;

		await look(`${origin}/ok`);

		expect(asked).toEqual(['HEAD /ok']);
	});

	test('of a server that is not there fails', async () => {
		expect(await look('http://localhost:1/', 'localhost:1')).toEqual({ kind: 'fails', reason: 'noAnswer' });
		expect(await look('http://gibt-es-nicht.invalid/')).toMatchObject({
			kind: expect.stringMatching(/fails|unclear/),
		});
	});
});

describe('into the own network nothing is asked', () => {
	test.each([
		'http://127.0.0.1/',
		'http://localhost/',
		'http://[::1]/',
		'http://[::ffff:127.0.0.1]/',
		'http://[::ffff:7f00:1]/',
		'http://0.0.0.0/',
		'http://2130706433/',
		'http://0x7f.1/',
		'http://10.1.2.3/',
		'http://169.254.169.254/latest/meta-data',
		'http://192.168.1.1/',
		'http://[fd00::1]/',
		'http://[64:ff9b::7f00:1]/',
		'http://example.com:22/',
		'http://user:secret@example.com/',
	])('%s', async (address) => {
		expect(await look(address, '')).toEqual({ kind: 'refused' });
	});

	test('nor where it is allowed for another server', async () => {
		expect(await look(`${origin}/ok`, 'dms.intern')).toEqual({ kind: 'refused' });
	});

	test('and what is open to all is open', () => {
		expect(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'].map(isPrivate)).toEqual([false, false]);
	});
});

describe('nobody is told of a link too early', () => {
	const hour = 3_600_000;
	const fresh: LinkRecord = { state: 'unchecked', workedAt: null, failedAt: null, reason: '', movedTo: null };
	const fails = { kind: 'fails', reason: '404' } as const;

	test('it is dead when it fails again a day later', () => {
		const once = afterLook(fresh, fails, 0);
		expect(once.state).toBe('failing');
		expect(afterLook(once, fails, 2 * hour).state).toBe('failing');
		expect(afterLook(once, fails, 24 * hour)).toMatchObject({ state: 'dead', failedAt: 0 });
	});

	test('a server in trouble says nothing about it', () => {
		const working = afterLook(fresh, { kind: 'works', movedTo: null }, 0);

		const after = afterLook(working, { kind: 'unclear', reason: '503' }, 24 * hour);

		expect(after).toMatchObject({ state: 'working', workedAt: 0 });
	});

	test('one that works again is as good as new', () => {
		const dead = afterLook(afterLook(fresh, fails, 0), fails, 24 * hour);

		expect(afterLook(dead, { kind: 'works', movedTo: null }, 48 * hour)).toMatchObject({
			state: 'working',
			failedAt: null,
		});
	});
});

test('links are found as people write them, and code holds none', () => {
	const markdown = [
		'[Gesetz](https://www.gesetze.example/sgb_10/__67.html#abs1 "SGB X") und <https://a.example/b>.',
		'Auch https://c.example/d(e), https://c.example/f.',
		'(siehe https://g.example/h)',
		'`https://code.example/` und [intern](/i/123) und [Post](mailto:a@b.example)',
		'```\nhttps://code.example/block\n```',
	].join('\n\n');

	expect(externalLinks(markdown)).toEqual([
		'https://www.gesetze.example/sgb_10/__67.html',
		'https://a.example/b',
		'https://c.example/d(e)',
		'https://c.example/f',
		'https://g.example/h',
	]);
});
