import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { databaseState, untilSettled } from '../harness/database-state.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { commandTable } from '../matrix/commands.ts';
import { createObjects, type Objects } from '../matrix/objects.ts';

let hub: TestHub;
let objects: Objects;
const own = { email: 'author@alpha.example', tokenId: 'x' };

beforeAll(async () => {
	hub = await startTestHub();
	objects = await createObjects(hub, 'alpha');
	await untilSettled(hub.app);
});

describe('a command', () => {
	test.each(Object.entries(commandTable))('%s refuses what it does not know', async (command, { input }) => {
		const before = await databaseState(hub.app);
		const valid = JSON.stringify(input(objects, own)).replace(/\}$/, '');
		const comma = valid === '{' ? '' : ',';
		const bodies = [
			'"isAdmin":true',
			'"role":"admin"',
			'"__proto__":{"isAdmin":true}',
			'"constructor":{"a":1}',
		];
		for (const more of bodies) {
			const { status, json } = await hub.as.admin.send('POST', `/api/commands/${command}`, {
				headers: { 'content-type': 'application/json' },
				body: `${valid}${comma}${more}}`,
			});

			if (status === 403) continue;
			expect(status, more).toBe(422);
			expect(JSON.stringify(json['error']), more).toContain(/"(\w+)"/.exec(more)?.[1]);
		}
		expect(await databaseState(hub.app)).toEqual(before);
	});

	test.each([
		['no JSON', '{"a"', 400],
		['cut off', '{"body": "x', 400],
		['two values', '{} {}', 400],
		['a list', '[]', 422],
		['null', 'null', 422],
		['a text', '"x"', 422],
		['a number', '1e999', 422],
		['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400],
		['nothing', '', 422],
	])('answers %s with what is wrong', async (_, body, status) => {
		const answer = await hub.as.author.send('POST', '/api/commands/content.preview', {
			headers: { 'content-type': 'application/json' },
			body,
		});

		expect(answer.status).toBe(status);
		expect(answer.json).toMatchObject({ error: { message: expect.any(String) } });
	});

	test.each(['[', '{"a":'])('refuses 100,000 times %s instead of breaking', async (opening) => {
		const closing = opening === '[' ? ']' : '}';
		const nested = `${opening.repeat(100_000)}1${closing.repeat(100_000)}`;
		const answer = await hub.as.author.send('POST', '/api/commands/content.create', {
			headers: { 'content-type': 'application/json' },
			body: `{"organisationId":"${objects.organisationId}","type":"procedure","language":"de","title":"x","fields":{"steps":${nested}}}`,
		});

		expect([400, 422]).toContain(answer.status);
	});

	test('refuses a body that is too large, also one that does not say so', async () => {
		const large = `{"body":"${'x'.repeat(5_000_000)}"}`;

		const told = await hub.as.author.send('POST', '/api/commands/content.preview', {
			headers: { 'content-type': 'application/json' },
			body: large,
		});
		const { headers } = hub.as.author;
		const chunked = await sendRaw(
			`POST /api/commands/content.preview HTTP/1.1\r\nHost: localhost\r\nCookie: ${headers['cookie']}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`,
		);

		expect(told.status).toBe(413);
		expect(chunked).toMatch(/^HTTP\/1\.1 413/);
	});
});

describe('a form', () => {
	test('that sends too much is answered with 413', async () => {
		const { status } = await hub.as.author.post('/settings', {
			_command: 'content.preview',
			body: 'x'.repeat(5_000_000),
		});

		expect(status).toBe(413);
	});

	test.each([
		['no parts', 'multipart/form-data; boundary=x', 'nonsense'],
		['no boundary', 'multipart/form-data', 'nonsense'],
		[
			'a part cut off',
			'multipart/form-data; boundary=x',
			'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb',
		],
	])('with %s is answered with 400', async (_, type, body) => {
		const { status } = await hub.as.author.send('POST', '/settings', {
			headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' },
			body,
		});

		expect(status).toBe(400);
	});

	test.each(['isAdmin', 'role', '__proto__.isAdmin', 'constructor.prototype.isAdmin', 'fields.__proto__.x'])(
		'does not carry %s into a command',
		async (name) => {
			const before = await databaseState(hub.app);

			const { status } = await hub.as.author.post('/settings', {
				_command: 'content.createCollection',
				organisationId: objects.organisationId,
				title: 'Neu',
				[name]: '1',
			});

			expect(status).toBe(422);
			expect(await databaseState(hub.app)).toEqual(before);
			expect(Object.prototype).not.toHaveProperty('isAdmin');
		},
	);

	test.each(['', 'gibt.es.nicht', '__proto__', 'constructor', 'accounts.signIn\0', '../x'])(
		'that names the command %j does nothing',
		async (command) => {
			const { status } = await hub.as.author.post('/settings', { _command: command });

			expect(status).toBe(404);
		},
	);
});

describe('a search', () => {
	const queries = [
		'"',
		'""',
		"'",
		"'; drop table items; --",
		'*',
		'**',
		'a*',
		'^a',
		'title:a',
		'NEAR(a b)',
		'NEAR(',
		'AND',
		'OR',
		'NOT',
		'a AND',
		'a OR OR b',
		'NOT a',
		'(',
		')',
		'((((',
		'{title}: a',
		'-a',
		'+a',
		'%',
		'_',
		'%%%',
		'\\',
		'\0',
		'a\0b',
		' ',
		'\u202e',
		'😀',
		'ﷺ',
		'a'.repeat(1000),
		'a '.repeat(3000),
		'"'.repeat(999),
		'ä'.repeat(2000),
		'\ud800',
		'1e999',
		'null',
		'<script>',
		'{{x}}',
		'[[x]]',
		'../../etc/passwd',
		'union select * from people',
		'\u0000\u0001\u0002',
		'%00',
		'%F6',
	];

	test.each(queries.map((query) => [query.slice(0, 30), query]))(
		'for %j is taken literally',
		async (_, query) => {
			const parameter = encodeURIComponent(query.toWellFormed());
			const api = await hub.as.reader.get(`/api/search?q=${parameter}`);
			const page = await hub.as.reader.get(`/search?q=${parameter}`);

			expect([api.status, page.status]).toEqual([200, 200]);
		},
	);

	test.each([
		['limit=0', 422],
		['limit=x', 422],
		['limit=1e9', 422],
		['limit=-1', 422],
		['cursor=unsinn', 400],
		['cursor=%00', 400],
		['type=%27', 200],
		['organisation=%25', 200],
		['language=x', 200],
		['q=%E0%A4%A', 200],
		['q=%', 200],
	])('with %s says so', async (parameters, status) => {
		const { status: found } = await hub.as.reader.get(`/api/search?q=a&${parameters}`);

		expect(found).toBe(status);
	});
});

describe('an address', () => {
	const disguises = [
		'/%61dmin/people',
		'/admin%2fpeople',
		'/admin%2Fpeople',
		'/./admin/people',
		'/x/../admin/people',
		'//admin/people',
		'/admin//people',
		'/admin/people/',
		'/ADMIN/people',
		'/admin;x=y/people',
		'/admin/people%00',
		'/admin/people%20',
		'/%2e%2e/admin/people',
		'/admin\\people',
		'/api/../admin/people',
		'/api/%2e%2e/admin/people',
		'/_astro/../admin/people',
		'/_astro/%2e%2e/admin/people',
		'/_astro/..%2fadmin%2fpeople',
		'/search/../admin/people',
		'/search;/../admin/people',
		'/%2fadmin/people',
		'/%252e%252e/admin/people',
		'/admin/people?x=/sign-in',
		'/sign-in/..;/admin/people',
		'http://localhost/admin/people',
		'/admin/people#/sign-in',
		'/admin/./people',
		'/%c0%af/admin/people',
		'/?/admin/people',
		'/404/../admin/people',
		'/500?status=200',
		'/admin/people.html',
		'/admin/people/index.html',
		'/admin/people~',
	];

	test.each(disguises)('%s is no way around the rights', async (path) => {
		for (const who of ['anonymous', 'reader'] as const) {
			const { status, text } = await hub.as[who].get(path);

			expect(text).not.toContain('approver@alpha.example');
			expect(status, who).not.toBe(500 * Number(!path.startsWith('/500')));
		}
	});

	test.each([
		'/_astro/../../server/entry.mjs',
		'/_astro/..%2f..%2fserver%2fentry.mjs',
		'/_astro/%2e%2e/%2e%2e/package.json',
		'/verbund.sqlite',
		'/../package.json',
		'/_astro/.%00./x',
		'/.env',
		'/package.json',
		'/src/main.ts',
		'/data/verbund.sqlite',
	])('%s serves no file of the machine', async (path) => {
		const { status, text } = await hub.as.anonymous.get(path);

		expect([400, 404]).toContain(status);
		expect(text).not.toMatch(/SQLite format|"dependencies"|import /);
	});

	test.each([
		'/%',
		'/%zz',
		'/i/%',
		'/procedures/%E0%A4%A/x',
		`/${'a'.repeat(8000)}`,
		'/i/%00',
		"/i/'",
		'/procedures/\'/"',
	])('%s is answered calmly', async (path) => {
		const { status } = await hub.as.reader.get(path.slice(0, 9000));

		expect([400, 404, 414]).toContain(status);
	});
});

describe('a header', () => {
	test('that is too large is refused, and the hub goes on', async () => {
		const answer = await hub.as.anonymous.get('/sign-in', { 'x-large': 'x'.repeat(20_000) });

		expect(answer.status).toBe(431);
		expect((await hub.as.anonymous.get('/api/health')).status).toBe(200);
	});

	test.each(['__proto__', 'constructor', 'toString'])('called %s does no harm', async (name) => {
		const raw = await sendRaw(
			`GET /sign-in HTTP/1.1\r\nHost: localhost\r\n${name}: x\r\nConnection: close\r\n\r\n`,
		);

		expect(raw).toMatch(/^HTTP\/1\.1 200/);
	});

	test.each([
		'verbund=',
		'verbund=a=b; verbund',
		'=; ;;',
		'verbund=%00',
		`verbund=${'x'.repeat(5000)}`,
		'__proto__=x',
	])('of cookies like %.20s is nobody', async (cookie) => {
		const { status } = await hub.as.anonymous.get('/settings', { cookie });

		expect(status).toBe(303);
	});
});

function sendRaw(request: string): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = connect(hub.port, '127.0.0.1', () => socket.write(request));
		let answer = '';
		socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
		socket.on('close', () => resolve(answer));
		socket.on('error', reject);
	});
}
