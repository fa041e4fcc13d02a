import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { App } from '../src/app.ts';
import { createTestApp, temporaryFolder } from './harness/test-app.ts';
import { root } from './harness/test-config.ts';
import { paragraph, wordFile } from './harness/word-file.ts';
import { zipOf } from './harness/zip-file.ts';

interface Outcome {
	readonly code: number;
	readonly output: string;
}

/** Runs the command line in a process of its own, beside the hub of the test. */
function verbund(dataFolder: string, ...args: string[]): Promise<Outcome> {
	return verbundIn('en_GB.UTF-8', dataFolder, ...args);
}

function verbundIn(language: string, dataFolder: string, ...args: string[]): Promise<Outcome> {
	const environment = { ...process.env, VERBUND_DATA: dataFolder, LANG: language, LC_ALL: '' };
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

test('an archive with a Word file is taken over, and an export of everything can be imported again', async () => {
	const { app, network } = await createTestApp();
	const { dataFolder } = app.config;
	const folder = temporaryFolder();
	const archive = join(folder, 'sammlung.zip');
	const document = await wordFile(paragraph('Niemand läuft allein durchs Haus.'));
	writeFileSync(archive, await zipOf({ 'Empfang/Besuch.docx': document, 'rechner.exe': 'MZ' }));
	const to = ['--organisation', 'alpha', '--type', 'procedure'];

	const imported = await verbund(dataFolder, 'import', archive, ...to);
	await verbund(dataFolder, 'export', join(folder, 'alles'));
	const again = await verbund(dataFolder, 'import', join(folder, 'alles'), ...to);

	expect(imported).toMatchObject({ code: 0 });
	expect(imported.output).toMatch(/1 new[^]*rechner\.exe: No text refers/);
	expect(again.output).toContain('1 new');
	const titles = await app.database.query
		.selectFrom('item_variants')
		.innerJoin('items', 'items.id', 'item_variants.item_id')
		.select('title')
		.where('organisation_id', '=', network.alpha)
		.execute();
	expect(titles.map(({ title }) => title)).toEqual(['Besuch', 'Besuch']);
	expect(existsSync(join(dataFolder, 'imports')) ? readdirSync(join(dataFolder, 'imports')) : []).toEqual([]);
});

test('what is wrong with a file is said in the language of the terminal', async () => {
	const { app } = await createTestApp();
	const folder = temporaryFolder();
	writeFileSync(join(folder, 'yaml.md'), '---\ntitle: Schlüssel\ntags: [eins\n---\n');
	writeFileSync(join(folder, 'offen.md'), '---\ntitle: Schlüssel\n');
	writeFileSync(join(folder, 'tag.md'), '---\nreviewDue: morgen\n---\n');
	writeFileSync(join(folder, 'feld.md'), '---\ntags: {a: 1}\n---\n');
	writeFileSync(join(folder, 'latin1.md'), Buffer.from('# Schl\xfcssel', 'latin1'));
	writeFileSync(join(folder, 'schema.md'), '---\nfields: {steps: 7}\n---\n');
	const args = ['import', folder, '--organisation', 'alpha', '--type', 'procedures'];

	const [german, english] = await Promise.all(
		['de_DE.UTF-8', 'en_GB.UTF-8'].map(async (language) => {
			const { output } = await verbundIn(language, app.config.dataFolder, ...args);
			return (file: string) => output.split('\n').find((line) => line.includes(file)) ?? '';
		}),
	);

	expect(german?.('yaml.md')).toMatch(/Zeile \d, Spalte \d/);
	expect(english?.('yaml.md')).toMatch(/line \d, column \d/);
	expect(german?.('offen.md')).toContain('Kopf');
	expect(german?.('tag.md')).toMatch(/„morgen“ ist kein Tag/);
	expect(english?.('tag.md')).toContain('“morgen” is no day');
	expect(german?.('feld.md')).toContain('„tags“');
	expect(german?.('latin1.md')).toContain('UTF-8');
	expect(english?.('latin1.md')).toContain('is not saved as UTF-8');
	expect(german?.('schema.md')).not.toMatch(/error\.|field\./);
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

test('restore erases anew who was erased after the backup, by the journal of the machine that is gone', async () => {
	const { app, as, network } = await createTestApp();
	const target = temporaryFolder();
	await verbund(app.config.dataFolder, 'backup', target);
	await as.admin.execute('accounts.erasePerson', { personId: network.people.reader, name: 'Frau reader' });
	const backup = join(target, readdirSync(target)[0] ?? '');
	const journal = join(app.config.dataFolder, 'erasures.jsonl');
	const holdsReader = (folder: string) =>
		['verbund.sqlite', 'verbund.sqlite-wal'].some(
			(file) => existsSync(join(folder, file)) && readFileSync(join(folder, file)).includes('Frau reader'),
		);
	const [bare, cleared] = [temporaryFolder(), temporaryFolder()];

	const without = await verbund(bare, 'restore', backup);
	const missing = await verbund(cleared, 'restore', backup, '--erasures', join(target, 'nothing.jsonl'));
	const outcome = await verbund(cleared, 'restore', backup, '--erasures', journal);

	expect(without).toMatchObject({ code: 0, output: expect.stringContaining('erasures.jsonl') });
	expect(holdsReader(bare)).toBe(true);
	expect(missing.code).toBe(1);
	expect(outcome.code, outcome.output).toBe(0);
	expect(outcome.output).toContain('1 erasure');
	expect(holdsReader(cleared)).toBe(false);
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
