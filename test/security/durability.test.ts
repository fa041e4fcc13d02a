import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { createTestApp, temporaryFolder } from '../harness/test-app.ts';
import { createTestConfig } from '../harness/test-config.ts';

const script = fileURLToPath(new URL('../harness/writing-process.ts', import.meta.url));

test('ten kills in the middle of writing lose nothing that was acknowledged, and leave the log whole', async () => {
	const dataFolder = temporaryFolder();
	const acknowledged: string[] = [];
	for (let round = 0; round < 10; round += 1) {
		const process = spawn('node', [script, dataFolder], { stdio: ['ignore', 'pipe', 'inherit'] });
		let output = '';
		process.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
		await once(process.stdout, 'data');
		await new Promise((resolve) => setTimeout(resolve, 40 + 17 * round));
		process.kill('SIGKILL');
		await once(process, 'close');
		acknowledged.push(...output.split('\n').slice(0, -1));
	}

	const app = await createApp(createTestConfig({ dataFolder }));
	const rows = await app.database.query.selectFrom('hub_state').select('key').execute();
	const written = new Set(rows.map(({ key }) => key));
	const noted = await app.audit.list({ organisationIds: null, action: 'test.write', limit: 1_000_000 });
	const check = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(app.database.query);

	expect(acknowledged.length).toBeGreaterThan(10);
	expect(acknowledged.filter((key) => !written.has(key))).toEqual([]);
	expect(noted.map(({ objects }) => objects['key']).filter((key) => !written.has(String(key)))).toEqual([]);
	expect(acknowledged.length).toBeLessThanOrEqual(noted.length);
	expect(await app.audit.findBreak()).toBeNull();
	expect(check.rows).toEqual([{ integrity_check: 'ok' }]);
	await app.close();
});

test('an entry of the log that was changed, or taken out, shows', async () => {
	const { app, as, seed } = await createTestApp();
	await seed.item();
	await as.author.execute('accounts.signOutEverywhere');
	const { database, audit } = app;
	const tamper = (statement: string) =>
		database.transaction(async (transaction) => {
			await sql`drop trigger if exists audit_entries_no_update`.execute(transaction);
			await sql`drop trigger if exists audit_entries_no_delete`.execute(transaction);
			await sql.raw(statement).execute(transaction);
		});
	expect(await audit.findBreak()).toBeNull();

	await tamper(`update audit_entries set objects = replace(objects, 'item', 'etwas') where id = 1`);
	expect(await audit.findBreak()).toBe(1);

	await tamper(`update audit_entries set objects = replace(objects, 'etwas', 'item') where id = 1`);
	expect(await audit.findBreak()).toBeNull();

	await tamper('delete from audit_entries where id = 2');
	expect(await audit.findBreak()).toBe(3);
});

test('what is written stands in the log with who did it, and reading the log does too', async () => {
	const { app, as, network, seed } = await createTestApp();
	const item = await seed.item({ title: 'Geheimer Titel' });

	const [published, created] = await app.audit.list({ organisationIds: [network.alpha], limit: 2 });

	expect(created).toMatchObject({
		action: 'content.create',
		actorId: network.people.author,
		objects: { item: item.id },
	});
	expect(published).toMatchObject({ action: 'content.publish', organisationId: network.alpha });
	expect(JSON.stringify(await app.audit.list({ organisationIds: null, limit: 100 }))).not.toContain(
		'Geheimer Titel',
	);
	await expect(
		as.author.execute('content.publish', { itemId: item.id, language: 'de', revision: 9 }),
	).rejects.toThrow();
	expect(await app.audit.list({ organisationIds: null, limit: 100 })).toHaveLength(2);
});

test('a retry has one effect, and the same key for something else is refused', async () => {
	const { app, as, network } = await createTestApp();
	const input = { organisationId: network.alpha, title: 'Einmal' };

	const answers = await Promise.all(
		Array.from({ length: 5 }, () => as.author.execute('content.createCollection', input, 'k')),
	);
	const other = as.author.execute('content.createCollection', { ...input, title: 'Zweimal' }, 'k');
	await expect(other).rejects.toMatchObject({ code: 'command.keyReused' });
	const another = await as.admin.execute('content.createCollection', input, 'k');

	expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
	expect(another['id']).not.toBe(answers[0]?.['id']);
	const rows = await app.database.query.selectFrom('collections').select('id').execute();
	expect(rows).toHaveLength(2);
});
