import { createPublicKey, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeUnsubscribeToken } from '../src/notifications/unsubscribe-token.ts';
import { noteQueries } from './harness/asked-queries.ts';
import { declareTestKinds } from './harness/notifications.ts';
import { closeAfterTests } from './harness/test-app.ts';
import { untilSettled } from './harness/database-state.ts';
import { startTestHub, type TestHub } from './harness/test-hub.ts';

let hub: TestHub;
let service: PushService;
const queries: string[] = [];
beforeAll(async () => {
	service = await startPushService();
	hub = await startTestHub({ pushServices: [service.origin], onQuery: noteQueries(queries) });
	declareTestKinds(hub.app);
});

const tell = async (title: string, to: string) => {
	const item = await hub.seed.item({ title });
	await hub.app.notifications.notify({ kind: 'test.mentioned', to: [to], itemId: item.id });
	return item;
};
const unread = async (who: keyof TestHub['as']) =>
	Number((await hub.as[who].get('/api/notifications/unread')).json['count']);

describe('the page, without script', () => {
	test('lists what is new, leads to its place, and marks it as read', async () => {
		const { reader } = hub.network.people;
		const { url, id } = await tell('Brandschutz <i>neu</i>', reader);
		await tell('Zweites', reader);

		const page = await hub.as.reader.get('/notifications');
		expect(page.status).toBe(200);
		expect(page.text).toContain('Jemand hat Sie in „Brandschutz &lt;i&gt;neu&lt;/i&gt;“ genannt.');
		expect(page.text).toContain(`href="${url}"`);
		expect(page.text).toContain('class="bell"');
		expect((await hub.as.reader.get('/api/notifications/unread')).json).toMatchObject({ count: 2 });

		const [first] = await hub.app.database.query
			.selectFrom('notifications')
			.select('id')
			.where('item_id', '=', id)
			.execute();
		const one = { _command: 'notifications.markRead', _next: '/notifications' };
		const marked = await hub.as.reader.post('/notifications', {
			...one,
			'ids:json': JSON.stringify([first?.id]),
		});
		expect(marked.status).toBe(303);
		expect(await unread('reader')).toBe(1);

		const newest = /name="until" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
		await hub.as.reader.post('/notifications', { ...one, until: newest });
		expect(await unread('reader')).toBe(0);
		expect((await hub.as.reader.get('/notifications')).text).not.toContain('Alles als gelesen markieren');
	});

	test('marks nobody else’s', async () => {
		const item = await tell('Nur für die Autorin', hub.network.people.author);

		await hub.as.reader.run('notifications.markRead', { itemId: item.id });
		expect(await unread('author')).toBe(1);

		await hub.as.author.run('notifications.markRead', { itemId: item.id });
		expect(await unread('author')).toBe(0);
	});

	test('costs at most six queries, and a kept page of an item none for the bell', async () => {
		const { url } = await tell('Gelesen und behalten', hub.network.people.reader);
		await hub.as.reader.get(url);
		await untilSettled(hub.app);
		await hub.as.reader.get(url);
		queries.length = 0;
		await hub.as.reader.get(url);
		expect(queries).toHaveLength(1);

		await hub.as.reader.run('notifications.markRead', { until: 'zzz' });
		queries.length = 0;
		await hub.as.reader.get(url);
		expect(queries).toHaveLength(1);

		for (const path of ['/notifications', '/settings/notifications']) {
			queries.length = 0;
			await hub.as.reader.get(path);
			expect(queries.length, path).toBeLessThanOrEqual(6);
		}
	});

	test('a form says how one wants to hear of each kind', async () => {
		const chosen = { 'choices.0.kind': 'test.plain', 'choices.0.mail': 'weekly' };
		const answer = await hub.as.reader.post('/settings/notifications', {
			_command: 'notifications.choose',
			_next: '/settings/notifications',
			...chosen,
		});
		expect(answer.status).toBe(303);
		const choices = await hub.app.notifications.choices.list(hub.network.people.reader);
		expect(choices.find(({ kind }) => kind === 'test.plain')).toMatchObject({
			page: false,
			mail: 'weekly',
			push: false,
		});
	});
});

describe('unsubscribing', () => {
	let who: 'trainer' | 'approver' = 'trainer';
	const path = (kindId: string | null, key = hub.app.signingKey) =>
		`/unsubscribe/${writeUnsubscribeToken({ personId: hub.network.people[who], kindId }, key)}`;
	const oneClick = (to: string, body = 'List-Unsubscribe=One-Click', headers = {}) =>
		hub.client().send('POST', to, {
			headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
			body,
		});
	const mail = async (kindId: string) =>
		(await hub.app.notifications.choices.list(hub.network.people[who])).find(({ kind }) => kind === kindId)
			?.mail;

	test('takes one click of a mail program, and no more than it was signed for', async () => {
		expect((await oneClick(path('test.plain'))).status).toBe(200);
		expect([await mail('test.plain'), await mail('test.mentioned')]).toEqual(['never', 'daily']);

		const boundary =
			'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--';
		const type = { 'content-type': 'multipart/form-data; boundary=x' };
		expect((await oneClick(path(null), boundary, type)).status).toBe(200);
		expect(await mail('test.mentioned')).toBe('never');
	});

	test('is refused with a made-up address, without the words, and to pages of other places', async () => {
		who = 'approver';
		expect((await oneClick(path('test.guarded', 'falsch'))).status).toBe(410);
		expect((await oneClick(path('test.guarded'), 'ja=ja')).status).toBe(400);
		expect((await oneClick(path('test.guarded'), 'x'.repeat(5000))).status).toBe(413);
		const foreign = { origin: 'https://anderswo.example' };
		expect((await oneClick(path('test.guarded'), undefined, foreign)).status).toBe(403);
		const crossSite = { 'sec-fetch-site': 'cross-site' };
		expect((await oneClick(path('test.guarded'), undefined, crossSite)).status).toBe(403);
		expect((await hub.client().get(path('test.guarded'))).text).toContain('E-Mails abbestellen');
		expect(await mail('test.guarded')).not.toBe('never');
	});

	test('works from the link in the mail, without signing in', async () => {
		const to = path('test.guarded');
		const token = to.split('/')[2] ?? '';

		const done = await hub.as.anonymous.post(to, {
			_command: 'notifications.unsubscribe',
			_next: to,
			token,
		});

		expect(done.status).toBe(303);
		expect(await mail('test.guarded')).toBe('never');
	});
});

describe('devices', () => {
	const as = () => hub.as.foreignAdmin;
	const tellForeign = async (title: string) => {
		const { id } = await hub.seed.item({ owner: 'beta', title });
		const to = [hub.network.people.foreignAdmin];
		await hub.app.notifications.notify({ kind: 'test.quiet', to, itemId: id });
		return id;
	};
	const add = (endpoint: string) => as().run('notifications.addDevice', { endpoint });

	test('are woken by a signed request without a word in it, and ask the hub themselves', async () => {
		expect((await add(`${service.origin}/device/1`)).status).toBe(200);
		await tellForeign('Dienstplan');
		await hub.app.jobs.runDue();

		expect(service.calls).toHaveLength(1);
		const { body, headers, path } = service.calls[0] ?? {};
		expect([body, path, headers?.['ttl']]).toEqual(['', '/device/1', '86400']);
		expect(JSON.stringify(headers)).not.toContain('Dienstplan');
		expect(claimsOf(headers?.authorization ?? '')).toMatchObject({ aud: service.origin });

		expect((await as().get('/api/notifications/newest')).json).toMatchObject({ text: 'Neu: Dienstplan' });
		const stranger = await hub.client({ 'accept-language': 'en' }).get('/api/notifications/newest');
		expect(stranger.json).toMatchObject({
			text: 'There is something new for you. Sign in to read it.',
			url: '/notifications',
		});
	});

	test('are not woken for what their owner may not read by then', async () => {
		const before = service.calls.length;
		const id = await tellForeign('Zurückgenommen');
		await as().execute('content.archive', { itemId: id });
		await hub.app.database.transaction((transaction) =>
			transaction.updateTable('items').set({ deleted_at: 1 }).where('id', '=', id).execute(),
		);

		await hub.app.jobs.runDue();

		expect(service.calls).toHaveLength(before);
	});

	test('that are gone are forgotten; where the service is away it is tried again', async () => {
		service.answer(503);
		await tellForeign('Erster Versuch');
		await hub.app.jobs.runDue();
		expect(await hub.app.push.list(hub.network.people.foreignAdmin)).toHaveLength(1);
		const [job] = await hub.app.jobs.list({ type: 'core.deliverNotification', limit: 1 });
		expect(job).toMatchObject({ state: 'waiting', attempt: 1 });

		service.answer(410);
		await hub.app.database.transaction((transaction) =>
			transaction.updateTable('jobs').set({ run_at: 0 }).where('state', '=', 'waiting').execute(),
		);
		await hub.app.jobs.runDue();
		expect(await hub.app.push.list(hub.network.people.foreignAdmin)).toEqual([]);
		service.answer(201);
	});

	test.each([
		'http://127.0.0.1:1/intern',
		'https://fcm.googleapis.com.boese.example/x',
		'http://127.0.0.1@anderswo.example/',
	])('%s is no service of ours', async (endpoint) => {
		const refused = await add(endpoint);

		expect([refused.status, refused.json['error']?.['code']]).toEqual([422, 'notifications.serviceUnknown']);
	});

	test('the worker that shows it is part of the one that the hub has', async () => {
		const { text } = await hub.as.anonymous.get('/service-worker.js');

		expect(text).toContain('/api/notifications/newest');
	});
});

interface PushService {
	readonly origin: string;
	readonly calls: readonly { path: string; headers: IncomingHttpHeaders; body: string }[];
	answer(status: number): void;
}

async function startPushService(): Promise<PushService> {
	const calls: PushService['calls'][number][] = [];
	let status = 201;
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = Buffer.concat(chunks).toString('utf8');
			calls.push({ path: request.url ?? '', headers: request.headers, body });
			response.writeHead(status).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closeAfterTests(async () => void server.close());
	const { port } = server.address() as AddressInfo;
	return { origin: `http://127.0.0.1:${port}`, calls, answer: (next) => (status = next) };
}

/** Of an `Authorization: vapid`, as a push service checks it (RFC 8292): with the key that stands beside it. */
function claimsOf(authorization: string): Record<string, unknown> {
	const [, token = '', point = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(authorization) ?? [];
	const [head = '', claims = '', signature = ''] = token.split('.');
	const bytes = Buffer.from(point, 'base64url');
	expect([bytes.length, bytes[0]]).toEqual([65, 4]);
	const coordinate = (start: number) => bytes.subarray(start, start + 32).toString('base64url');
	const key = createPublicKey({
		key: { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) },
		format: 'jwk',
	});
	const signed = Buffer.from(`${head}.${claims}`);
	const options = { key, dsaEncoding: 'ieee-p1363' } as const;
	expect(verify('sha256', signed, options, Buffer.from(signature, 'base64url'))).toBe(true);
	return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Record<string, unknown>;
}
