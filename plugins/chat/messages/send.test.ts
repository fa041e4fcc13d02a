import { sql } from 'kysely';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startPostgres } from '../../../test/harness/postgres.ts';
import { closeAfterTests, createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Who } from '../../../test/harness/test-network.ts';
import { findAccount, toActor } from '../../../src/accounts/account.ts';
import { createAccounts } from '../../../src/accounts/accounts.ts';
import { migrate } from '../../../src/database/migrate.ts';
import { coreMigrations } from '../../../src/database/migrations/migrations.ts';
import { openPostgres } from '../../../src/database/postgres-database.ts';
import { createPluginStorage } from '../../../src/host/plugin-storage.ts';
import type { RoomEvent } from '../../../src/realtime/room.ts';
import { up as createTables } from '../migrations/001-chat.ts';
import { up as addAlternatives } from '../migrations/003-alternatives.ts';
import { readUpTo } from '../rooms/reading.ts';
import type { ChatTables } from '../tables.ts';
import { createRoomLog } from './room-log.ts';
import { createSend } from './send.ts';
import { createTelling } from './telling.ts';

const postgres = startPostgres();
afterAll(() => {
	if (typeof postgres !== 'string') postgres.stop();
});

let hub: TestApp;
let roomId: string;
const heard: RoomEvent[] = [];
const statements: string[] = [];
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['chat'], onQuery: (sent) => statements.push(sent) });
	const input = { organisationId: hub.network.alpha, name: 'raum' };
	roomId = String((await hub.as.admin.execute('chat.createRoom', input))['id']);
	const listening = hub.app.realtime.onDidSay(({ key, event }) => {
		if (key === roomId) heard.push(event);
	});
	closeAfterTests(async () => listening.dispose());
});

const say = async (who: Who, text: string, more: Readonly<Record<string, unknown>> = {}) => {
	const input = { roomId, clientId: crypto.randomUUID(), text, ...more };
	return String((await hub.as[who].execute('chat.send', input))['id']);
};

async function* bytesOf(text: string) {
	yield Buffer.from(text);
}

test('what is heard of a message is what the log says of it, whatever hangs on it', async () => {
	const first = await say('reader', 'Wer kommt am **Montag**? [Plan](/x/plan)');
	const answer = await say('author', 'Ich', { threadId: first });
	await say('admin', 'Ich auch', { threadId: answer, quotedId: answer });
	const taken = await say('reader', 'Vertippt');
	await hub.as.reader.execute('chat.remove', { messageId: taken });
	await say('author', 'Was stand da?', { quotedId: taken });
	const options = ['Montag', 'Dienstag'];
	await hub.as.admin.execute('chat.startPoll', {
		roomId,
		clientId: crypto.randomUUID(),
		text: 'Wann?',
		options,
	});
	const { uploads } = hub.app.content.attachments;
	const { id: uploadId } = await uploads.receive(hub.network.people.author, 'Plan ä.txt', bytesOf('Plan'));
	await hub.as.author.execute('chat.sendFile', { roomId, uploadId });

	const sent = heard.filter(({ event }) => event === 'chat.messageSent');

	expect(sent).toHaveLength(7);
	// The first has been answered since, and the fourth has been taken back.
	const { reader, disabledPlugins } = await hub.as.reader.visit();
	const { events } = await hub.app.realtime.readAfter({ reader, disabledPlugins }, 'chat.room', roomId, 0);
	const changed = [first, taken];
	const logged = events.filter(({ event }) => event === 'chat.messageSent');
	const unchanged = ({ data }: RoomEvent) =>
		!changed.some((id) => JSON.stringify(data).includes(`{"id":"${id}"`));
	expect(logged.filter(unchanged)).toHaveLength(5);
	expect(sent.filter(unchanged)).toEqual(logged.filter(unchanged));
	expect(sent[0]?.data).toMatchObject({ id: first, paths: ['/x/plan'], replies: { count: 0 } });
});

test('a message that names nobody costs five statements, which travel together', async () => {
	const posted = vi.spyOn(Worker.prototype, 'postMessage');
	const before = statements.length;

	await say('approver', 'Eine Nachricht');

	expect(statements.slice(before).filter((statement) => statement.includes('chat_'))).toHaveLength(5);
	expect(posted.mock.calls.filter(([request]) => JSON.stringify(request).includes(' chat_'))).toHaveLength(1);
	posted.mockRestore();
});

test('a message that comes again, or may not come, changes nothing', async () => {
	const clientId = crypto.randomUUID();
	const first = await say('reader', 'Nur einmal', { clientId });
	const other = await say('reader', 'Danach');
	const state = async () => {
		const { query } = hub.app.database;
		const tables = ['chat_rooms', 'chat_messages', 'chat_events', 'chat_positions'];
		return Promise.all(
			tables.map(async (table) => (await sql`select * from ${sql.table(table)}`.execute(query)).rows),
		);
	};
	const before = await state();

	expect(await say('reader', 'Nur einmal', { clientId })).toBe(first);
	for (const more of [
		{ threadId: 'gibt-es-nicht' },
		{ quotedId: 'gibt-es-nicht' },
		{ roomId: 'gibt-es-nicht' },
	]) {
		await expect(say('reader', 'Nie', more)).rejects.toMatchObject({ code: 'request.notFound' });
	}
	await expect(say('stranger', 'Nie')).rejects.toMatchObject({ code: 'request.notFound' });
	await expect(say('reader', 'Nie, @alle')).rejects.toMatchObject({ code: 'access.denied' });

	expect(await state()).toEqual(before);
	expect(other).not.toBe(first);
});

test('that somebody has read it costs one statement, rights and all', async () => {
	await say('author', 'Gelesen?');
	await hub.as.reader.execute('chat.markRead', { roomId, number: 1 }, crypto.randomUUID());
	const before = statements.length;
	await hub.as.reader.execute('chat.markRead', { roomId, number: 2 }, crypto.randomUUID());

	const sent = statements.slice(before);
	expect(sent.filter((statement) => /chat_|idempotency/.test(statement))).toHaveLength(1);
	await expect(hub.as.stranger.execute('chat.markRead', { roomId, number: 2 })).rejects.toMatchObject({
		code: 'request.notFound',
	});
});

test.skipIf(typeof postgres === 'string')(
	'on PostgreSQL numbers have no gaps and no doubles, and what one wrote oneself is read',
	async () => {
		if (typeof postgres === 'string') return;
		const database = await openPostgres(await postgres.createDatabase());
		closeAfterTests(() => database.close());
		await migrate(database, coreMigrations, { scope: 'core' });
		const migrations = [
			{ name: '001-chat', up: createTables },
			{ name: '003-alternatives', up: addAlternatives },
		];
		await migrate(database, migrations, { scope: 'chat' });
		const { organisations, people } = createAccounts(database);
		const { id: organisationId } = await organisations.create({ name: 'Nord' });
		const personId = await people.create({ email: 'ada@hub.example', name: 'Ada', passwordHash: null });
		await people.addMembership(personId, organisationId, ['reader']);
		const storage = createPluginStorage(database, 'chat');
		const room = {
			kind: 'room',
			organisation_id: organisationId,
			name: '',
			description: '',
			access: 'open',
		} as const;
		const unset = {
			item_id: null,
			direct_key: null,
			created_by: null,
			archived_at: null,
			retention_days: null,
		};
		const counted = {
			created_at: 0,
			updated_at: 0,
			locked: 0,
			last_number: 0,
			last_event: 0,
			last_message_at: 0,
		};
		await storage.transaction<ChatTables, unknown>(async (transaction) => {
			await transaction
				.insertInto('chat_rooms')
				.values({ id: 'r', ...room, ...unset, ...counted })
				.execute();
			const principal = `organisation:${organisationId}`;
			await transaction.insertInto('chat_audience').values({ room_id: 'r', principal }).execute();
		});
		const said: RoomEvent[] = [];
		const realtime = {
			registerRoom: () => ({ dispose: () => undefined }),
			emit: async (_room: string, _key: string, event: RoomEvent) =>
				database.afterCommit(() => said.push(event)),
			tell: () => Promise.resolve(),
		};
		const { access } = hub.app;
		const log = createRoomLog({ realtime, storage });
		const notifications = { notify: () => Promise.resolve(), register: () => ({ dispose: () => undefined }) };
		const send = createSend(
			{ access, storage },
			{ files: { keep: () => Promise.resolve() }, log, telling: createTelling({ notifications }) },
		);
		const account = await findAccount(database, { id: personId });
		if (!account) throw new Error('Nobody is there.');
		const actor = toActor(account, null);
		const reader = { actor, languages: ['de'], types: [] };
		const text = {
			source: 'x',
			html: '<p>x</p>',
			paths: [],
			mentions: { people: [], groups: [], all: false },
		};
		const ids = Array.from({ length: 20 }, () => crypto.randomUUID());

		const sent = await Promise.all(
			[...ids, ...ids].map((clientId) => send(reader, { roomId: 'r', clientId, kind: 'message' }, text)),
		);

		const numbers = ids.map((_, index) => index + 1);
		expect(sent.map(({ number }) => number)).toEqual([...numbers, ...numbers]);
		expect(said.map(({ number }) => number)).toEqual(numbers);
		expect(await log.after('r', 0, 100)).toEqual(said);
		expect(await readUpTo(storage.query<ChatTables>(), actor, 'r', 7)).toBe(true);
		expect(await readUpTo(storage.query<ChatTables>(), actor, 'r', 21)).toBe(false);
		const positions = await storage.query<ChatTables>().selectFrom('chat_positions').selectAll().execute();
		expect(positions).toMatchObject([{ person_id: personId, room_id: 'r', read_number: 20 }]);
	},
);
