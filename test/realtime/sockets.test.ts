import { beforeAll, describe, expect, test } from 'vitest';
import { socketLimits } from '../../src/server/realtime/limits.ts';
import { openRawSocket, type RawSocket } from '../harness/raw-socket.ts';
import { openSocket, type TestSocket } from '../harness/socket.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { addressOf, testPassword, type Who } from '../harness/test-network.ts';

let hub: TestHub;

beforeAll(async () => {
	hub = await startTestHub({ plugins: ['procedures'] });
});

const open = (who: Who | 'anonymous') => openSocket(hub, hub.as[who].headers);

test('whoever is in a room hears what happens there', async () => {
	const item = await hub.seed.item({ audience: ['network'] });
	const { ask, hears } = await open('foreignReader');
	expect(await ask('join', { room: 'core.item', key: item.id })).toEqual({ events: [], more: false });

	hub.app.realtime.emit('core.item', item.id, { event: 'core.itemPublished', data: { revision: 7 } });

	expect(await hears('core.itemPublished')).toEqual([
		{ room: 'core.item', key: item.id, event: 'core.itemPublished', data: { revision: 7 } },
	]);
});

test('whatever is said arrives as it was said, short or long, in its order', async () => {
	const item = await hub.seed.item({ audience: ['network'] });
	const { ask, hears } = await open('reader');
	await ask('join', { room: 'core.item', key: item.id });
	const said = [null, 'ä', 'Größe 🧡 '.repeat(40), '\u2028"\\\ud800', 'ß'.repeat(50_000), 'Ende'];

	for (const data of said) hub.app.realtime.emit('core.item', item.id, { event: 'test.any', data });

	const heard = await hears('test.any', said.length);
	expect(heard.map(({ data }) => data)).toEqual(said);
});

test('what a transaction says that fails is not heard', async () => {
	const item = await hub.seed.item({ audience: ['network'] });
	const { database, realtime } = hub.app;
	const { ask, heard, hears } = await open('reader');
	await ask('join', { room: 'core.item', key: item.id });
	const say = (event: string) => realtime.emit('core.item', item.id, { event, data: null });

	const failing = database.transaction(async () => {
		say('test.undone');
		throw new Error('undone');
	});
	await expect(failing).rejects.toThrow('undone');
	say('test.done');

	await hears('test.done');
	expect(heard.map(({ event }) => event)).toEqual(['test.done']);
});

test('what concerns a person is heard on all their devices and by nobody else', async () => {
	const [first, second, other] = [await open('reader'), await open('reader'), await open('author')];
	const { realtime } = hub.app;

	realtime.tell([hub.network.people.reader], { event: 'test.own', data: 1 });
	realtime.tell([hub.network.people.author], { event: 'test.other', data: 2 });

	expect(await first.hears('test.own')).toHaveLength(1);
	expect(await second.hears('test.own')).toHaveLength(1);
	await other.hears('test.other');
	expect(other.heard.map(({ event }) => event)).toEqual(['test.other']);
});

test.each([
	['an item that the person may not read', async () => ({ room: 'core.item', key: await ownItem() })],
	['an item that does not exist', async () => ({ room: 'core.item', key: 'nichts' })],
	['a kind of room that nobody declares', async () => ({ room: 'chat.nichts', key: '' })],
	['a room that is called like a part of every object', async () => ({ room: '__proto__', key: '' })],
	['somebody else’s own room', async () => ({ room: 'core.person', key: hub.network.people.author })],
	['what only administrators of the network see', async () => ({ room: 'core.jobs', key: '' })],
])('%s answers like a room that is not there', async (_, room) => {
	const { ask } = await open('foreignReader');

	expect(await ask('join', await room())).toMatchObject({ error: { code: 'request.notFound' } });
});

test('the log of a room answers over HTTP with the same rights', async () => {
	const address = `/api/rooms/core.item?key=${await ownItem()}&after=0`;

	expect((await hub.as.reader.get(address)).json).toEqual({ events: [], more: false });
	expect((await hub.as.foreignReader.get(address)).status).toBe(404);
	expect((await hub.as.anonymous.get(address)).status).toBe(404);
	expect((await hub.as.reader.get('/api/rooms/core.item?after=x')).status).toBe(404);
});

describe('a command over the socket', () => {
	const create = (title: string) => ({
		type: 'procedure',
		title,
		language: 'de',
		organisationId: hub.network.alpha,
	});

	test('is the same command: rights, validation and what was sent twice', async () => {
		const { ask } = await open('author');
		const { ask: askAsReader } = await open('reader');
		const message = { command: 'content.create', input: create('Über den Draht'), key: 'draht-1' };

		const first = await ask('execute', message);
		const again = await ask('execute', message);

		expect(first).toMatchObject({ output: { id: expect.any(String) } });
		expect(again).toEqual(first);
		expect(await ask('execute', { ...message, input: create('Anders') })).toMatchObject({
			error: { code: 'command.keyReused' },
		});
		expect(await askAsReader('execute', message)).toMatchObject({ error: { code: 'access.denied' } });
		expect(await ask('execute', { ...message, key: 'draht-2', input: { title: 7 } })).toMatchObject({
			error: { code: 'command.inputInvalid', fields: expect.any(Array) },
		});
		expect(await ask('execute', { ...message, command: 'nichts.da' })).toMatchObject({
			error: { code: 'command.unknown' },
		});
	});

	test('runs after those that came before it', async () => {
		const { ask } = await open('author');
		const titles = Array.from({ length: 12 }, (_, index) => `Reihe ${index}`);

		const answers = await Promise.all(
			titles.map((title) => ask('execute', { command: 'content.create', input: create(title), key: title })),
		);

		const ids = answers.map(({ output }) => String(output?.['id']));
		expect(ids).toEqual(ids.toSorted());
	});

	test('cannot sign anybody in: a socket has no cookies to give', async () => {
		const { ask } = await open('reader');
		const input = { email: addressOf('author'), password: testPassword };

		const answer = await ask('execute', { command: 'accounts.signIn', input, key: 'anmelden' });

		expect(answer).toMatchObject({ error: { code: 'request.methodNotAllowed' } });
	});
});

describe('nobody is let in', () => {
	const origin = () => `http://localhost:${hub.port}`;

	test.each([
		['without a cookie', 401, () => ({ origin: origin() })],
		['with a made-up cookie', 401, () => ({ origin: origin(), cookie: 'verbund=ausgedacht' })],
		['with a token for scripts', 401, () => ({ origin: origin(), authorization: 'Bearer verbund_abc' })],
		['from a foreign page', 403, () => ({ ...hub.as.reader.headers, origin: 'https://evil.example' })],
		[
			'from another port of this machine',
			403,
			() => ({ ...hub.as.reader.headers, origin: 'http://localhost:1' }),
		],
		['from a page without an origin', 403, () => ({ ...hub.as.reader.headers, origin: 'null' })],
		['without saying from where', 403, () => ({ ...hub.as.reader.headers })],
		[
			'under another name of the host',
			400,
			() => ({ ...hub.as.reader.headers, origin: 'http://evil.example', host: 'evil.example' }),
		],
	])('%s', async (_, status, headers) => {
		expect(await openRawSocket(hub, headers())).toBe(status);
	});

	test('over a session that has ended', async () => {
		const token = await hub.app.accounts.sessions.start(hub.network.people.author, 'Test', null);
		await hub.app.accounts.sessions.endAll(hub.network.people.author);

		const refused = openRawSocket(hub, { origin: origin(), cookie: `verbund=${token}` });

		expect(await refused).toBe(401);
	});

	test('at another address, where asking for a socket changes nothing', async () => {
		const headers = { ...hub.as.reader.headers, origin: origin() };

		expect(await openRawSocket(hub, headers, '/api/health')).toBe(200);
		expect(await openRawSocket(hub, headers, '/realtime/x?EIO=4&transport=websocket')).toBe(404);
	});

	test('more often at once than anybody has windows', async () => {
		const { headers } = hub.as.foreignAdmin;
		const sockets: TestSocket[] = [];
		for (let count = 0; count < socketLimits.socketsOfPerson; count += 1)
			sockets.push(await openSocket(hub, headers));

		expect(await openRawSocket(hub, { ...headers, origin: origin() })).toBe(429);

		for (const { socket } of sockets) socket.close();
		await expect
			.poll(() => openRawSocket(hub, { ...headers, origin: origin() }), { timeout: 10_000 })
			.toMatchObject({ received: expect.any(Array) });
	});
});

describe('what is no page of ours is cut off', () => {
	const raw = async (): Promise<RawSocket> => {
		const opened = await openRawSocket(hub, {
			...hub.as.approver.headers,
			origin: `http://localhost:${hub.port}`,
		});
		if (typeof opened === 'number') throw new Error(`refused with ${opened}`);
		return opened;
	};

	test.each([
		['an event that there is not', (line: RawSocket) => line.send('42["wipe",{}]')],
		['a second greeting', (line: RawSocket) => line.send('40')],
		['an event called __proto__', (line: RawSocket) => line.send('42["__proto__",{}]')],
		['an event of socket.io’s own', (line: RawSocket) => line.send('42["disconnecting",{}]')],
		['a question that wants no answer', (line: RawSocket) => line.send('42["execute",{}]')],
		['what is no JSON', (line: RawSocket) => line.send('42["execute",{]')],
		['what is no packet', (line: RawSocket) => line.send('4x')],
		[
			'attachments without end',
			(line: RawSocket) => line.send('45999999999-["execute",{"_placeholder":true,"num":0}]'),
		],
		['a message of a megabyte', (line: RawSocket) => line.send(`421["execute","${'x'.repeat(1_000_000)}"]`)],
		[
			'a thousand messages in a moment',
			(line: RawSocket) => {
				for (let count = 0; count < 1000; count += 1) line.send(`42${count}["leave",{}]`);
			},
		],
		[
			'a thousand rooms of socket.io’s own',
			(line: RawSocket) => {
				for (let count = 0; count < 1000; count += 1) line.send(`40/${count},`);
			},
		],
	])('%s', async (_, send) => {
		const line = await raw();

		send(line);

		await line.closed;
		expect((await hub.as.reader.get('/api/health')).status).toBe(200);
	});

	test.each([
		['ten thousand levels', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
		['a key __proto__', '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}'],
		['nothing', 'null'],
		['a list', '[]'],
	])('JSON with %s is answered as what it is: no input', async (_, json) => {
		const line = await raw();

		line.send(`421["execute",{"command":"content.create","input":${json},"key":"tief"}]`);

		expect(await line.receives('431')).toContain('command.inputInvalid');
		expect(Object.prototype).not.toHaveProperty('admin');
	});

	test('who sends commands faster than a person can is told to wait, and then may again', async () => {
		const { ask } = await openSocket(hub, hub.as.trainer.headers);
		const message = { command: 'nichts.da', input: {} };

		const answers = await Promise.all(
			Array.from({ length: 90 }, (_, index) => ask('execute', { ...message, key: `schnell ${index}` })),
		);

		const codes = answers.map(({ error }) => error?.code);
		expect(codes.filter((code) => code === 'command.unknown').length).toBeGreaterThanOrEqual(60);
		expect(codes.filter((code) => code === 'request.tooMany').length).toBeGreaterThan(10);
		await expect
			.poll(() => ask('execute', { ...message, key: 'später' }), { timeout: 10_000 })
			.toMatchObject({ error: { code: 'command.unknown' } });
	});

	test('who joins rooms without end is told that it is enough', async () => {
		const { ask } = await openSocket(hub, hub.as.networkAdmin.headers);
		const joining = async (count: number) => ask('join', { room: 'core.jobs', key: String(count) });

		for (let count = 0; count < 200; count += 1) expect(await joining(count)).toHaveProperty('events');

		expect(await joining(200)).toMatchObject({ error: { code: 'request.tooMany' } });
		expect(await joining(199)).toHaveProperty('events');
	});

	test('who never reads, before it costs memory', async () => {
		const item = await hub.seed.item({ audience: ['network'] });
		const line = await raw();
		const reading = await open('reader');
		line.send(`421["join",{"room":"core.item","key":"${item.id}"}]`);
		await line.receives('431');
		await reading.ask('join', { room: 'core.item', key: item.id });
		line.line.pause();

		const data = 'x'.repeat(50_000);
		// Far more than lies in the buffers at the two ends of a line.
		for (let said = 1; said <= 2000; said += 1) {
			hub.app.realtime.emit('core.item', item.id, { event: 'test.long', data, number: said });
			if (said % 20 === 0) await reading.hears('test.long', said);
		}

		line.line.resume();
		await line.closed;
		expect(line.received.length).toBeLessThan(1000);
		expect(reading.heard).toHaveLength(2000);
		expect(reading.heard.map(({ number }) => number)).toEqual(
			Array.from({ length: 2000 }, (_, index) => index + 1),
		);
	});
});

async function ownItem(): Promise<string> {
	const { id } = await hub.seed.item({ audience: ['own'] });
	return id;
}
