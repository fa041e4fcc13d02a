import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeEach, expect, test, vi } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import { loadCoreMessages } from '../../l10n/core-messages.ts';
import { createTranslator } from '../../l10n/translator.ts';

let hub: TestApp;

beforeEach(async () => {
	// The lines of the core alone.
	hub = await createTestApp({ plugins: ['procedures', 'directory'] });
});

const finding = async (id: string) => (await hub.app.health.examine()).find((one) => one.id === id);

test('a new hub has no problem, and says plainly what is not there yet', async () => {
	const findings = await hub.app.health.examine();

	expect(findings.filter(({ state }) => state === 'problem')).toEqual([]);
	expect(findings).toContainEqual(
		expect.objectContaining({ id: 'mail', state: 'notice', outcome: 'notSetUp' }),
	);
	expect(findings).toContainEqual(
		expect.objectContaining({ id: 'backup', state: 'notice', outcome: 'notYet' }),
	);
});

test('every outcome of a check has its sentences', async () => {
	const translator = createTranslator();
	translator.add(loadCoreMessages());
	const findings = await hub.app.health.examine();

	for (const { id, outcome, state } of findings) {
		expect(translator.has('de', `health.${id}`), id).toBe(true);
		expect(translator.has('de', `health.${id}.${outcome}`), `${id}.${outcome}`).toBe(true);
		if (state !== 'ok') expect(translator.has('de', `health.${id}.${outcome}.do`), `${id}.do`).toBe(true);
	}
});

test('a backup is well when it is of last night and was tried, and a problem when it is old', async () => {
	const { backups } = hub.app;
	const { name } = await backups.make('scheduled');
	expect(await finding('backup')).toMatchObject({ state: 'warning', outcome: 'unproven' });
	await backups.prove(name);
	expect(await finding('backup')).toMatchObject({ state: 'ok' });
	expect(await finding('backupPlace')).toMatchObject({ state: 'warning', outcome: 'sameDisk' });

	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 27 * 3_600_000 });
	const later = await finding('backup');
	vi.useRealTimers();

	expect(later).toMatchObject({ state: 'problem', outcome: 'old' });
});

test('a file that is gone, a job that failed and a review that is due are found', async () => {
	const { app, as, network, seed } = hub;
	const { id } = await seed.item();
	const { actor } = await as.author.visit();
	const file = await app.content.attachments.receive('vordruck.txt', Readable.from([Buffer.from('x')]));
	await app.content.attachments.attach(actor, id, file);
	rmSync(join(app.config.dataFolder, 'files', file.id.slice(-2), file.id));
	await app.database.transaction((transaction) =>
		transaction.updateTable('items').set({ review_due_at: 1 }).where('id', '=', id).execute(),
	);
	await app.jobs.enqueue('core.proveBackup', { name: 'verbund-2027-01-01T00-00-00-000Z' });
	for (const _attempt of [1, 2]) {
		await app.jobs.runDue();
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
	}
	vi.useRealTimers();

	expect(await finding('files')).toMatchObject({ state: 'problem', values: { count: 1 } });
	expect(await finding('jobs')).toMatchObject({ state: 'warning', values: { count: 1 } });
	expect(await finding('reviews')).toMatchObject({
		state: 'warning',
		values: { count: 1 },
		links: [{ text: 'Alpha', count: 1 }],
	});
	expect(network.alpha).toBeTruthy();
});

test('jobs that nobody takes are a problem, which the home page of network administrators shows', async () => {
	const { app } = hub;
	await app.jobs.enqueue('core.proveBackup', { name: 'x' }, { runAt: Date.now() - 3_600_000 });

	await app.health.keep(false);

	expect(await app.health.problems()).toMatchObject([{ id: 'jobs', outcome: 'stuck' }]);
});

test('what is slow is looked at once a day, unless somebody asks for it', async () => {
	const { app } = hub;
	expect((await app.health.look()).slowAt).toBeNull();
	await app.health.keep(false);
	const first = (await app.health.look()).slowAt;
	await app.health.keep(false);
	expect((await app.health.look()).slowAt).toBe(first);

	await new Promise((resolve) => setTimeout(resolve, 2));
	await app.health.keep(true);

	expect((await app.health.look()).slowAt).not.toBe(first);
});

test('a check that fails is a line of its own, and one may take the place of another', async () => {
	const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined);
	const { health } = hub.app;
	const registration = health.register({
		id: 'test.links',
		inPlaceOf: 'links',
		look: () => Promise.reject(new Error('kein Netz')),
	});

	expect(await finding('test.links')).toMatchObject({ state: 'problem', values: { reason: 'kein Netz' } });
	expect(await finding('links')).toBeUndefined();
	registration.dispose();
	expect(await finding('links')).toBeDefined();
	expect(complaint).toHaveBeenCalled();
});
