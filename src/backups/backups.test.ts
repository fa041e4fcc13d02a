import { appendFileSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeEach, expect, test } from 'vitest';
import { createTestApp, temporaryFolder, type TestApp } from '../../test/harness/test-app.ts';
import { databasePath } from '../database/database-path.ts';
import { createApp } from '../app.ts';
import { createTestConfig } from '../../test/harness/test-config.ts';
import { restoreBackup } from './restore-backup.ts';

let hub: TestApp;

beforeEach(async () => {
	hub = await createTestApp();
});

/** A file as somebody attaches it. */
async function attach(text: string): Promise<string> {
	const { app, as, seed } = hub;
	const { id } = await seed.item();
	const { actor } = await as.author.visit();
	const file = await app.content.attachments.receive('vordruck.txt', Readable.from([Buffer.from(text)]));
	await app.content.attachments.attach(actor, id, file);
	return file.id;
}

const fileIn = (folder: string, id: string) => join(folder, 'files', id.slice(-2), id);

test('a backup holds database and files, says what is in it, and a restore of it works', async () => {
	const { backups } = hub.app;
	const file = await attach('Antrag');

	const made = await backups.make('manual');
	const proof = await backups.prove(made.name);

	expect(proof.problem).toBeNull();
	expect(await backups.list()).toMatchObject([
		{ name: made.name, kind: 'manual', counts: { items: 1, files: 1 }, proof: { problem: null } },
	]);
	const fresh = temporaryFolder();
	await restoreBackup(fresh, join(backups.folder, made.name));
	expect(existsSync(fileIn(fresh, file))).toBe(true);
	const restored = await createApp(createTestConfig({ dataFolder: fresh }));
	expect(await restored.database.query.selectFrom('items').select('id').execute()).toHaveLength(1);
	await restored.close();
});

test('a second backup shares unchanged files with the first, and neither shares them with the hub', async () => {
	const { backups, config } = hub.app;
	const id = await attach('Antrag');
	const first = await backups.make('scheduled');
	const second = await backups.make('scheduled');

	const inode = (folder: string) => statSync(fileIn(folder, id)).ino;

	expect(inode(join(backups.folder, second.name))).toBe(inode(join(backups.folder, first.name)));
	expect(inode(join(backups.folder, first.name))).not.toBe(inode(config.dataFolder));
	await backups.remove(first.name);
	expect((await backups.prove(second.name)).problem).toBeNull();
});

test.each([
	['a missing file', 'filesMissing', (folder: string, id: string) => rmSync(fileIn(folder, id))],
	['a changed file', 'filesChanged', (folder: string, id: string) => appendFileSync(fileIn(folder, id), '!')],
	[
		'a file of the same length with other bytes',
		'filesChanged',
		(folder: string, id: string) => writeFileSync(fileIn(folder, id), 'Betrag'),
	],
	[
		'a damaged database',
		'unreadable',
		(folder: string) => writeFileSync(databasePath(folder), 'no database'),
	],
	['a missing database', 'unreadable', (folder: string) => rmSync(databasePath(folder))],
])('the trial restore finds %s, and leaves nothing of itself behind', async (_what, problem, damage) => {
	const { backups, config } = hub.app;
	const id = await attach('Antrag');
	const { name } = await backups.make('manual');
	damage(join(backups.folder, name), id);

	const proof = await backups.prove(name);

	expect(proof.problem?.key).toBe(problem);
	expect((await backups.list())[0]?.proof?.problem?.key).toBe(problem);
	expect(readdirSync(config.dataFolder).filter((entry) => entry.startsWith('.restore-proof'))).toEqual([]);
});

test('a backup that is cancelled leaves nothing behind', async () => {
	const { backups } = hub.app;
	const controller = new AbortController();
	const making = backups.make('manual', {
		signal: controller.signal,
		onProgress: () => controller.abort(),
	});
	controller.abort();

	await expect(making).rejects.toThrow();
	expect(readdirSync(backups.folder)).toEqual([]);
});

test.each(['../../etc', 'verbund-x', '.', 'verbund-2027-01-01T00-00-00-000Z/../..', ''])(
	'%j is no backup',
	async (name) => {
		const { backups } = hub.app;
		await backups.make('manual');

		await expect(backups.prove(name)).rejects.toMatchObject({ code: 'request.notFound' });
		await expect(backups.remove(name)).rejects.toMatchObject({ code: 'request.notFound' });
	},
);

test('the nightly job backs up, tries a restore, and thins out by the settings', async () => {
	const { backups, jobs, settings } = hub.app;
	await settings.change('network', '', 'backup.daily', 1);
	await settings.change('network', '', 'backup.weekly', 0);
	await settings.change('network', '', 'backup.monthly', 0);
	for (const _night of [1, 2]) {
		await jobs.enqueue('core.backup', {});
		await jobs.runDue();
	}

	const list = await backups.list();

	expect(list).toMatchObject([{ kind: 'scheduled', proof: { problem: null } }]);
	expect(await jobs.list({ type: 'core.backup', limit: 5 })).toMatchObject([
		{ state: 'done' },
		{ state: 'done' },
	]);
});

test('the time of the setting is the time of the schedule, and off means none', async () => {
	const { jobs, settings } = hub.app;
	const next = async () => {
		await jobs.runDue();
		const at = (await jobs.schedules()).find(({ type }) => type === 'core.backup')?.nextAt;
		return at === undefined
			? null
			: new Intl.DateTimeFormat('de-DE', { timeStyle: 'short', timeZone: 'Europe/Berlin' }).format(at);
	};

	expect(await next()).toBe('02:30');
	await settings.change('network', '', 'backup.time', '23:05');
	expect(await next()).toBe('23:05');
	await settings.change('network', '', 'backup.enabled', false);
	expect(await next()).toBeNull();
});
