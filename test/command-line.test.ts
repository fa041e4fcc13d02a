import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { App } from '../src/app.ts';
import { createTestApp, temporaryFolder } from './harness/test-app.ts';
import { root } from './harness/test-config.ts';

interface Outcome {
	readonly code: number;
	readonly output: string;
}

/** Runs the command line in a process of its own, beside the hub of the test. */
function verbund(dataFolder: string, ...args: string[]): Promise<Outcome> {
	const environment = { ...process.env, VERBUND_DATA: dataFolder, LANG: 'en_GB.UTF-8', LC_ALL: '' };
	const script =
		'import(process.argv[1]).then(async ({ main }) => (process.exitCode = await main(process.argv.slice(2))))';
	const parameters = ['-e', script, join(root, 'src', 'cli', 'main.ts'), ...args];
	return new Promise((resolve) => {
		execFile(process.execPath, parameters, { env: environment }, (error, stdout, stderr) => {
			resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
		});
	});
}

const countItems = async ({ database }: App) =>
	(await database.query.selectFrom('items').select('id').execute()).length;

test('a call that is not understood ends with 2 and says what is missing', async () => {
	const dataFolder = temporaryFolder();

	expect(await verbund(dataFolder, 'frobnicate')).toMatchObject({ code: 2 });
	expect(await verbund(dataFolder, 'import')).toMatchObject({
		code: 2,
		output: expect.stringContaining('<folder>'),
	});
	expect(await verbund(dataFolder, 'backup', '--frobnicate')).toMatchObject({ code: 2 });
	expect(await verbund(dataFolder, 'import', '--help')).toMatchObject({ code: 0 });
});

test('import beside a running hub takes the good files, lists the bad ones and ends with 1', async () => {
	const { app } = await createTestApp();
	const folder = temporaryFolder();
	writeFileSync(join(folder, 'gut.md'), '# Schlüssel ausgeben\n\nGegen Unterschrift.');
	writeFileSync(join(folder, 'schlecht.md'), '---\ntitle: [\n---\n');
	const args = ['import', folder, '--organisation', 'alpha', '--type', 'procedures', '--publish'];

	const first = await verbund(app.config.dataFolder, ...args);
	const again = await verbund(app.config.dataFolder, ...args);

	expect(first).toMatchObject({ code: 1, output: expect.stringContaining('schlecht.md') });
	expect(first.output).toContain('1 new');
	expect(again.output).toContain('1 unchanged');
	expect(await countItems(app)).toBe(1);
});

test('a backup made while the hub writes is whole, and holds what was there when it began', async () => {
	const { app, seed } = await createTestApp();
	await seed.item();
	const target = temporaryFolder();
	let writing = true;
	const writer = (async () => {
		while (writing) await seed.item();
	})();

	const outcome = await verbund(app.config.dataFolder, 'backup', target);
	writing = false;
	await writer;

	expect(outcome.code, outcome.output).toBe(0);
	const [name = ''] = readdirSync(target);
	const restored = temporaryFolder();
	expect(await verbund(restored, 'restore', join(target, name))).toMatchObject({ code: 0 });
	expect(await verbund(restored, 'doctor')).toMatchObject({ code: 0 });
});

test('restore refuses while a hub has the data folder open, and changes nothing', async () => {
	const { app, seed } = await createTestApp();
	const target = temporaryFolder();
	await verbund(app.config.dataFolder, 'backup', target);
	await seed.item();

	const outcome = await verbund(app.config.dataFolder, 'restore', join(target, readdirSync(target)[0] ?? ''));

	expect(outcome).toMatchObject({ code: 1, output: expect.stringContaining('stop it first') });
	expect(await countItems(app)).toBe(1);
});

test('restore refuses what is no backup', async () => {
	const folder = temporaryFolder();
	mkdirSync(join(folder, 'empty'));

	const outcome = await verbund(folder, 'restore', join(folder, 'empty'));

	expect(outcome.code).toBe(1);
	expect(outcome.output).not.toMatch(/\n\s+at /);
});

test('run acts with the rights of the person that --as names', async () => {
	const { app, network } = await createTestApp();
	const input = JSON.stringify({ organisationId: network.alpha, name: 'Brandschutz' });

	const refused = await verbund(
		app.config.dataFolder,
		'run',
		'accounts.createGroup',
		'--json',
		input,
		'--as',
		'reader@alpha.example',
	);
	const done = await verbund(app.config.dataFolder, 'run', 'accounts.createGroup', '--json', input);

	expect(refused.code, refused.output).toBe(1);
	expect(done.code, done.output).toBe(0);
});
