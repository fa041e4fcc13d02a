import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openSocket, type TestSocket } from '../harness/socket.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { testPassword, type Who } from '../harness/test-network.ts';

const newPassword = 'Regenschirm mit Kupfergriff 77';

interface Scene {
	readonly hub: TestHub;
	readonly itemId: string;
}

/** What ends by whom. */
type Ending = readonly [string, Who, (scene: Scene) => Promise<unknown>];

const endingsOfSessions: readonly Ending[] = [
	[
		'a disabled account',
		'reader',
		({ hub: { as, network } }) =>
			as.networkAdmin.execute('accounts.setDisabled', { personId: network.people.reader, disabled: true }),
	],
	['a session that was signed out of', 'reader', ({ hub: { as } }) => as.reader.run('accounts.signOut')],
	[
		'sessions that an administrator ended',
		'reader',
		({ hub: { as, network } }) =>
			as.admin.execute('accounts.endSessionsOf', {
				organisationId: network.alpha,
				personId: network.people.reader,
			}),
	],
	[
		'sessions of before a changed password',
		'reader',
		({ hub: { as } }) =>
			as.reader.execute('accounts.changePassword', { currentPassword: testPassword, password: newPassword }),
	],
];

const endingsOfRooms: readonly Ending[] = [
	[
		'an item that is shared no longer',
		'foreignReader',
		({ hub, itemId }) => hub.as.author.execute('content.setAudience', { itemId, audience: ['own'] }),
	],
	[
		'an item of an organisation that the person has left',
		'reader',
		async ({ hub: { as, network }, itemId }) => {
			await as.author.execute('content.setAudience', { itemId, audience: ['own'] });
			await as.admin.execute('accounts.removeMember', {
				organisationId: network.alpha,
				personId: network.people.reader,
			});
		},
	],
	[
		'an item that was archived',
		'reader',
		({ hub, itemId }) => hub.as.author.execute('content.archive', { itemId }),
	],
	[
		'an item of a plugin that the organisation switched off',
		'reader',
		({ hub: { as, network } }) =>
			as.admin.execute('plugins.switch', {
				organisationId: network.alpha,
				pluginId: 'procedures',
				enabled: false,
			}),
	],
	[
		'an item shared with a group that the person was taken out of',
		'foreignMember',
		async ({ hub: { as, network }, itemId }) => {
			await as.author.execute('content.setAudience', { itemId, audience: [`group:${network.committee}`] });
			await as.foreignAdmin.execute('accounts.removeGroupMember', {
				groupId: network.committee,
				personId: network.people.foreignMember,
				organisationId: network.beta,
			});
		},
	],
];

test.each(endingsOfSessions)('%s raises the mark that sockets are looked at by', async (_, who, end) => {
	const { scene } = await listening(who);
	const { changeMark, query } = scene.hub.app.database;
	const readMark = async () =>
		(await sql<{ mark: number }>`select ${changeMark} as mark`.execute(query)).rows[0]?.mark ?? 0;
	const before = await readMark();

	await end(scene);

	expect(await readMark()).toBeGreaterThan(before);
});

test.each(endingsOfSessions)('%s ends its sockets within a second', async (_, who, end) => {
	const { socket, scene } = await listening(who);
	let said = false;
	socket.socket.once('ended', () => (said = true));

	await end(scene);
	const start = performance.now();
	await socket.ended;

	expect(performance.now() - start).toBeLessThan(1000);
	expect(said).toBe(true);
	await expect(openSocket(scene.hub, scene.hub.as[who].headers)).rejects.toThrow();
});

test.each(endingsOfRooms)('%s is heard of no longer, within a second', async (_, who, end) => {
	const { socket, scene } = await listening(who);
	const { hub, itemId } = scene;
	const closed = new Promise<unknown[]>((resolve) =>
		socket.socket.once('closed', (...room: unknown[]) => resolve(room)),
	);

	await end(scene);
	const start = performance.now();

	expect(await closed).toEqual(['core.item', itemId]);
	expect(performance.now() - start).toBeLessThan(1000);
	hub.app.realtime.emit('core.item', itemId, { event: 'test.secret', data: null });
	hub.app.realtime.tell([hub.network.people[who]], { event: 'test.end', data: null });
	await socket.hears('test.end');
	expect(socket.heard.map(({ event }) => event)).not.toContain('test.secret');
	expect(await socket.ask('join', { room: 'core.item', key: itemId })).toMatchObject({
		error: { code: 'request.notFound' },
	});
});

test('a right that was taken away holds for the next command of an open socket', async () => {
	const { socket, scene } = await listening('author');
	const { as, network } = scene.hub;
	const creating = (key: string) =>
		socket.ask('execute', {
			command: 'content.create',
			input: { type: 'procedure', title: key, language: 'de', organisationId: network.alpha },
			key,
		});
	expect(await creating('vorher')).toHaveProperty('output');

	await as.admin.execute('accounts.changeRoles', {
		organisationId: network.alpha,
		personId: network.people.author,
		roles: ['reader'],
	});

	expect(await creating('nachher')).toMatchObject({ error: { code: 'access.denied' } });
});

test('what is written quietly asks nobody for their rights again', async () => {
	const asked: string[] = [];
	const hub = await startTestHub({ plugins: ['procedures'], onQuery: (sql) => asked.push(sql) });
	const { ask, hears } = await openSocket(hub, hub.as.reader.headers);
	const item = await hub.seed.item({ audience: ['network'] });
	await ask('join', { room: 'core.item', key: item.id });
	await settled(asked);
	asked.length = 0;

	await hub.app.database.transaction(
		(transaction) => transaction.updateTable('people').set({ created_at: 1 }).execute(),
		{ quiet: true },
	);
	hub.app.realtime.emit('core.item', item.id, { event: 'test.said', data: null });
	await hears('test.said');
	await rounds(asked, 2);

	expect(asked.filter((sql) => sql.includes('from sessions') || sql.includes('item_audience'))).toEqual([]);
});

async function listening(who: Who): Promise<{ socket: TestSocket; scene: Scene }> {
	const hub = await startTestHub({ plugins: ['procedures', 'directory'] });
	const { id } = await hub.seed.item({ audience: ['network'] });
	const socket = await openSocket(hub, hub.as[who].headers);
	expect(await socket.ask('join', { room: 'core.item', key: id })).toHaveProperty('events');
	return { socket, scene: { hub, itemId: id } };
}

/** Once the hub has looked again, this often, whether anything was written. */
async function rounds(asked: readonly string[], count: number): Promise<void> {
	const looks = () => asked.filter((sql) => sql.startsWith('select (select change_mark')).length;
	const before = looks();
	await expect.poll(looks, { timeout: 10_000 }).toBeGreaterThanOrEqual(before + count);
}

/** Once a look has found nothing new. */
async function settled(asked: readonly string[]): Promise<void> {
	await rounds(asked, 3);
}
