import { request as sendRequest } from 'node:http';
import { beforeAll, describe, expect, test } from 'vitest';
import { databaseState, untilSettled } from '../harness/database-state.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { addressOf, testPassword } from '../harness/test-network.ts';
import { commandTable } from '../matrix/commands.ts';
import { createObjects, type Objects } from '../matrix/objects.ts';
import { routeTable } from '../matrix/routes.ts';

let hub: TestHub;
let objects: Objects;

beforeAll(async () => {
	hub = await startTestHub();
	objects = await createObjects(hub, 'alpha');
	await untilSettled(hub.app);
});

describe('a write', () => {
	const form = 'application/x-www-form-urlencoded';
	const foreign: readonly (readonly [string, Record<string, string>])[] = [
		['a foreign page', { 'sec-fetch-site': 'cross-site', 'content-type': form }],
		['a neighbouring subdomain', { 'sec-fetch-site': 'same-site', 'content-type': form }],
		['nowhere', { 'sec-fetch-site': 'none', 'content-type': form }],
		['a foreign page, as JSON', { 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' }],
		['an old browser on a foreign page', { origin: 'https://evil.example', 'content-type': form }],
		['a sandboxed page', { origin: 'null', 'content-type': form }],
		['a page with our name in its own', { origin: 'http://localhost.evil.example', 'content-type': form }],
		['our name with another scheme', { origin: 'https://localhost', 'content-type': form }],
		['a form without any origin', { 'content-type': form }],
		['plain text that might be JSON', { 'content-type': 'text/plain' }],
		['something without a type', {}],
	];

	test.each(foreign)('from %s is refused, by every method on every address', async (_, headers) => {
		const before = await databaseState(hub.app);
		for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
			for (const path of [
				'/',
				'/sign-in',
				'/settings',
				'/api/commands/accounts.signOutEverywhere',
				'/api/search',
			]) {
				const { status } = await hub.as.admin.send(method, path, {
					headers,
					body: '_command=accounts.signOutEverywhere',
				});

				expect(status, `${method} ${path}`).toBe(403);
			}
		}
		expect(await databaseState(hub.app)).toEqual(before);
	});

	test.each([
		['our own page', { 'sec-fetch-site': 'same-origin', 'content-type': form }],
		['an old browser on our own page', { origin: 'ORIGIN', 'content-type': form }],
	])('from %s is accepted', async (_, headers) => {
		const own = Object.fromEntries(
			Object.entries(headers).map(([name, value]) => [name, value.replace('ORIGIN', hub.url)]),
		);

		const { status } = await hub.as.admin.send('POST', '/settings', {
			headers: own,
			body: '_command=accounts.changePreferences&theme=dark',
		});

		expect(status).toBe(303);
	});

	test('to a page that is not there answers as reading it does', async () => {
		for (const path of ['/procedures/alpha/gibt-es-nicht', '/i/gibt-es-nicht', '/gibt-es-nicht']) {
			const { status, text } = await hub.as.reader.post(path, { _command: 'content.preview', body: 'x' });

			expect(status, path).toBe(404);
			expect(text, path).toContain('</html>');
		}
	});

	test.each(['OPTIONS', 'TRACE', 'PROPFIND', 'LOCK', 'PURGE'])('by %s is not known', async (method) => {
		for (const path of ['/', '/api/search', '/api/commands/accounts.signOut']) {
			expect((await hub.as.admin.send(method, path)).status, path).toBe(405);
		}
	});
});

describe('reading', () => {
	test('changes nothing, whatever the address asks for', async () => {
		const asked = Object.entries(commandTable).map(([command, { input }]) => {
			const parameters = new URLSearchParams({ _command: command });
			const values: object = Object(input(objects, { email: 'x', tokenId: 'x' }));
			for (const [name, value] of Object.entries(values)) parameters.set(name, String(value));
			return parameters.toString();
		});
		const pages = Object.values(routeTable).flatMap(({ addresses }) => addresses(objects));
		// Reading the log is itself on record.
		const paths = pages.map(({ path }) => path).filter((path) => !/^\/(?:admin|api)\/audit/.test(path));
		const before = await databaseState(hub.app);

		for (const path of paths) {
			await hub.as.admin.get(path);
			await hub.as.admin.send('HEAD', path);
		}
		for (const parameters of asked) {
			await hub.as.admin.get(`/settings?${parameters}`);
			await hub.as.admin.get(`/api/commands/${/_command=([^&]+)/.exec(parameters)?.[1]}?${parameters}`);
		}

		expect(await databaseState(hub.app)).toEqual(before);
	});
});

describe('the address after signing in', () => {
	const elsewhere = [
		'https://evil.example',
		'//evil.example',
		'///evil.example',
		'/\\evil.example',
		'\\\\evil.example',
		'/\t/evil.example',
		'/\n/evil.example',
		'\t//evil.example',
		'javascript:alert(1)',
		'data:text/html,x',
		'/.//evil.example',
		'/..//evil.example',
		'/.//x/.//evil.example',
		'/a/..//evil.example',
		'/a/../..//evil.example/.//y',
		'/%2f/evil.example',
		'/%5cevil.example',
		'/%09/evil.example',
		'//evil.example@localhost',
		'/@evil.example',
		'evil.example',
		'?x',
		'#x',
		'',
		' /',
		'/\u0000/evil',
		'http:evil.example',
		'http:/evil.example',
		'https:///evil.example',
		'/​/evil.example',
		'／／evil.example',
		'/%0d%0aSet-Cookie:x=1',
		'/\r\nSet-Cookie: x=1',
		'/x?next=//evil.example',
		'/;//evil.example',
		'/.\\evil.example',
		'/%2e//evil.example',
		'/%2e%2f/evil.example',
		'/{id}//evil.example',
		'{personId}',
		'/{personId}',
		'//{personId}.evil.example',
		'//',
		'//[evil.example',
		'/{none}//',
		'/{none}/[',
	];

	test.each(elsewhere)('%j stays on this hub', async (next) => {
		const { status, headers } = await hub.as.anonymous.post('/sign-in', {
			_command: 'accounts.signIn',
			_next: next,
			email: addressOf('reader'),
			password: testPassword,
		});

		expect(status).toBe(303);
		expect(headers.location).toMatch(/^\/(?![/\\])/);
		expect(new URL(headers.location ?? '', hub.url).origin).toBe(hub.url);
		expect(headers['set-cookie']?.join()).not.toContain('x=1');
	});

	test.each(['/search?q=100%', '/search?q=%E4', '/search?q=a%20b%26c', '/search?q={id}'])(
		'%s leads where it says',
		async (next) => {
			const { status, headers } = await hub.as.reader.post('/settings', {
				_command: 'accounts.changePreferences',
				_next: next,
				theme: 'dark',
			});

			expect(status).toBe(303);
			expect(headers.location).toMatch(/^\/search\?q=[^&]*&done=accounts\.changePreferences$/);
		},
	);

	test('is the page that one came from', async () => {
		const { headers } = await hub.as.anonymous.get('/settings?x=1&y=%26');

		expect(headers.location).toBe(`/sign-in?next=${encodeURIComponent('/settings?x=1&y=%26')}`);
	});
});

describe('the name of the host', () => {
	test('is ours or none', async () => {
		for (const host of [
			'evil.example',
			'localhost.evil.example',
			'evil.example:80',
			'localhost@evil.example',
		]) {
			expect((await hub.as.anonymous.get('/sign-in', { host })).status, host).toBe(400);
		}
		expect(await withoutHost()).toBe(400);
	});

	test('is the configured one where there is one, and links are made from that', async () => {
		const fixed = await startTestHub({ url: new URL('https://hub.example'), urlIsFixed: true });
		const { get } = fixed.as.anonymous;

		expect((await get('/sign-in', { host: 'localhost' })).status).toBe(400);
		const { status, headers, text } = await get('/settings', {
			host: 'hub.example',
			'x-forwarded-host': 'evil.example',
			'x-forwarded-proto': 'gopher',
		});

		expect(status).toBe(303);
		expect(headers.location).toMatch(/^\/sign-in/);
		expect(text).not.toContain('evil');
		expect(headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
	});
});

function withoutHost(): Promise<number> {
	return new Promise((resolve, reject) => {
		sendRequest({ port: hub.port, path: '/sign-in', setHost: false }, (response) => {
			response.resume();
			resolve(response.statusCode ?? 0);
		})
			.on('error', reject)
			.end();
	});
}
