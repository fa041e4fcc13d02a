import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeEach, expect, test, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import { createErasureJournal } from '../../src/host/personal-data/erasure-journal.ts';
import { closeAfterTests, createTestApp, temporaryFolder, type TestApp } from '../harness/test-app.ts';
import { createTestConfig, root } from '../harness/test-config.ts';

// A plugin that keeps a diary of people, in a table that nothing but its own code clears.
let folder: string;
beforeEach(() => {
	folder = temporaryFolder();
	symlinkSync(join(root, 'content'), join(folder, 'content'));
	mkdirSync(join(folder, 'plugins'));
});

const good = `erase: (id) => context.storage.transaction((t) =>
	t.deleteFrom('diary_entries').where('person_id', '=', id).execute()),`;

test('what a plugin stores is exported and erased, also while it is off', async () => {
	const hub = await withDiary(good);
	await hub.as.networkAdmin.execute('plugins.switchNetwork', { pluginId: 'diary', enabled: false });
	await write(hub, 'reader', 'author');
	const sections = await hub.app.erasure.sections();
	const diary = sections.find(({ id }) => id === 'diary.entries');
	const { actor } = await hub.as.reader.visit();

	expect(await diary?.handler.export(hub.network.people.reader, actor)).toEqual([{ text: 'reader' }]);
	await erase(hub);

	expect(await texts(hub)).toEqual(['author']);
});

test.each([
	['forgets its table', 'erase: () => Promise.resolve(),'],
	['throws', "erase: () => Promise.reject(new Error('diary is stuck')),"],
	['waits for something else than the database', 'erase: () => new Promise(() => undefined),'],
])('a plugin that %s undoes the whole erasure, and is named', async (_, handler) => {
	const failure = vi.spyOn(console, 'error').mockImplementation(() => undefined);
	const hub = await withDiary(handler, { transactionLimit: 500 });
	await write(hub, 'reader');
	const created = await hub.as.author.execute('accounts.createToken', { name: 'Bleibt', scope: 'read' });

	const erasing = erase(hub);

	await expect(erasing).rejects.toMatchObject({
		code: expect.toSatisfy((code: string) => ['plugin.failed', 'database.timeLimit'].includes(code)),
	});
	expect(await texts(hub)).toEqual(['reader']);
	expect(await hub.app.accounts.find(hub.network.people.reader)).not.toBeNull();
	expect(createErasureJournal(hub.app.config.dataFolder).read()).toEqual([]);
	expect(await hub.app.accounts.tokens.validate(String(created['token']))).not.toBeNull();
	failure.mockRestore();
});

test('a plugin that declares data and registers nothing is no complete answer', async () => {
	const failure = vi.spyOn(console, 'error').mockImplementation(() => undefined);
	const hub = await withDiary(null);

	await expect(hub.app.erasure.sections()).rejects.toMatchObject({ code: 'plugin.failed' });
	await expect(erase(hub)).rejects.toMatchObject({ code: 'plugin.failed' });
	failure.mockRestore();
});

test('of a plugin that is gone, the rows about the person go too, and others stay', async () => {
	const hub = await withDiary(good);
	await write(hub, 'reader', 'author');
	const config = hub.app.config;
	rmSync(join(folder, 'plugins', 'diary'), { recursive: true });
	const later = await createApp(config);
	closeAfterTests(() => later.close());

	await later.database.transaction(async () =>
		later.erasure.erase(hub.network.people.reader, await later.erasure.prepare()),
	);

	expect(await texts(hub)).toEqual(['author']);
});

test('a person who comes back with a backup, and whom a plugin cannot erase yet, cannot sign in', async () => {
	const failure = vi.spyOn(console, 'error').mockImplementation(() => undefined);
	const hub = await withDiary(good);
	await write(hub, 'reader');
	const dataFolder = temporaryFolder();
	await hub.app.database.scrub();
	cpSync(join(hub.app.config.dataFolder, 'verbund.sqlite'), join(dataFolder, 'verbund.sqlite'));
	createErasureJournal(dataFolder).add([{ personId: hub.network.people.reader, erasedAt: 1 }]);
	place("erase: () => Promise.reject(new Error('stuck')),", 'broken.ts');

	const restored = await createApp(createTestConfig({ dataFolder, root: folder }));
	closeAfterTests(() => restored.close());

	expect(await restored.accounts.find(hub.network.people.reader)).toBeNull();
	expect(await restored.accounts.people.erased([hub.network.people.reader])).toEqual([]);
	expect(failure).toHaveBeenCalled();
	place(good, 'mended.ts');
	const mended = await createApp(createTestConfig({ dataFolder, root: folder }));
	closeAfterTests(() => mended.close());
	expect(await mended.accounts.people.erased([hub.network.people.reader])).toHaveLength(1);
	failure.mockRestore();
});

test('a journal that was cut off or written by hand is read as far as it can be', async () => {
	const hub = await withDiary(good);
	const journal = createErasureJournal(hub.app.config.dataFolder);
	const { reader, author } = hub.network.people;
	writeFileSync(
		journal.path,
		[
			JSON.stringify({ personId: reader, erasedAt: 1 }),
			'',
			'null',
			'{"personId": 7}',
			`{"personId":"${author}","era`,
		].join('\n'),
	);

	expect(journal.read()).toEqual([{ personId: reader, erasedAt: 1 }]);
	journal.add([{ personId: 'neu', erasedAt: 2 }]);
	expect(journal.read().map(({ personId }) => personId)).toEqual([reader, 'neu']);
});

test('an erasure whose line in the journal was lost is written there at the next start', async () => {
	const hub = await withDiary(good);
	await erase(hub);
	const journal = createErasureJournal(hub.app.config.dataFolder);
	rmSync(journal.path);

	await hub.app.erasure.replay();

	expect(journal.read().map(({ personId }) => personId)).toEqual([hub.network.people.reader]);
});

async function withDiary(
	handler: string | null,
	options: { transactionLimit?: number } = {},
): Promise<TestApp> {
	place(handler, 'plugin.ts');
	return createTestApp({ root: folder, ...options });
}

/** @param file of another name each time, for Node reads a module once */
function place(handler: string | null, file: string): void {
	const plugin = join(folder, 'plugins', 'diary');
	mkdirSync(join(plugin, 'migrations'), { recursive: true });
	const declaration = {
		id: 'diary.entries',
		what: 'Tagebuch',
		why: 'Zum Erinnern',
		retention: 'Für immer',
		columns: ['diary_entries.person_id'],
	};
	writeFileSync(
		join(plugin, 'package.json'),
		JSON.stringify({
			name: 'diary',
			version: '1.0.0',
			type: 'module',
			displayName: 'Tagebuch',
			description: 'Was war',
			main: `./${file}`,
			engines: { verbund: '^0.1.0' },
			contributes: { personalData: [declaration] },
		}),
	);
	writeFileSync(
		join(plugin, 'migrations', '001-diary.ts'),
		`export const up = async (db) => {
			await db.schema.createTable('diary_entries').addColumn('person_id', 'text').addColumn('text', 'text').execute();
		};`,
	);
	const register = `context.personalData.register('diary.entries', {
		export: (id) => context.storage.query().selectFrom('diary_entries').select('text').where('person_id', '=', id).execute(),
		${handler ?? ''}
	});`;
	writeFileSync(
		join(plugin, file),
		`export default { activate(context) { ${handler === null ? '' : register} } };`,
	);
}

async function write({ app, network }: TestApp, ...people: readonly ('reader' | 'author')[]): Promise<void> {
	await app.host.activate('diary');
	for (const who of people) {
		await app.database.transaction(async (transaction) => {
			await sql`insert into diary_entries (person_id, text) values (${network.people[who]}, ${who})`.execute(
				transaction,
			);
		});
	}
}

async function texts({ app }: TestApp): Promise<readonly string[]> {
	const { rows } = await sql<{ text: string }>`select text from diary_entries`.execute(app.database.query);
	return rows.map(({ text }) => text);
}

function erase({ as, network }: TestApp) {
	return as.admin.execute('accounts.erasePerson', { personId: network.people.reader, name: 'Frau reader' });
}
