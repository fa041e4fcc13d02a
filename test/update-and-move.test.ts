import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { copyInstallation, run } from './harness/installation.ts';
import { startInstalled, verbundOf, type InstalledHub, type Machine } from './harness/installed-hub.ts';
import { temporaryFolder } from './harness/test-app.ts';

// What the handbook tells administrators to do on their server, with the demo network as what they have to lose.
const networkAdmin = 'network@fluss.example';
const admin = 'admin@nord.example';
const author = 'author@nord.example';
const leaver = { email: 'leicht@nord.example', name: 'Torben Wendland' };
/** A test starts several hubs, one after the other. */
const longest = { timeout: 240_000 };
const article = '/procedures/lebenswege-nord/brand-haus-a';

test('an update keeps everything, and the way back is the old version with the backup', longest, async () => {
	const machine = await createMachine();
	const git = (...parameters: string[]) => run(machine.installation, 'git', [...identity, ...parameters]);
	git('init', '--quiet');
	commit(git, 'old');
	const old = git('rev-parse', 'HEAD').trim();
	await withHub(machine, (hub) => addPartner(hub, 'Vor dem Update'));

	const backup = await withHub(machine, () => backUp(machine, join(machine.dataFolder, 'backups')));
	addMigration(machine.installation);
	commit(git, 'new');
	const afterUpdate = await withHub(machine, async (hub) => {
		await addPartner(hub, 'Nach dem Update');
		return { partners: await partners(hub), doctor: await verbundOf(machine, 'doctor') };
	});
	git('checkout', '--quiet', old);
	const untouched = digestOf(machine);
	const tooOld = await startInstalled(machine).catch((error: unknown) => String(error));
	const stillUntouched = digestOf(machine);
	const restored = await verbundOf(machine, 'restore', backup);
	const afterReturn = await withHub(machine, partners);

	expect(afterUpdate.partners).toContain('Vor dem Update');
	expect(afterUpdate.partners).toContain('Nach dem Update');
	expect(afterUpdate.doctor.code, afterUpdate.doctor.output).toBe(0);
	expect(kindsOfBackups(machine)).toEqual(['manual', 'update']);
	expect(tooOld).toContain('Die Datenbank gehört zu einer neueren Version (999-test)');
	expect(stillUntouched).toBe(untouched);
	expect(restored.code, restored.output).toBe(0);
	expect(afterReturn).toContain('Vor dem Update');
	expect(afterReturn).not.toContain('Nach dem Update');
	expect(readdirSync(machine.dataFolder).filter((name) => name.startsWith('before-restore-'))).toHaveLength(
		1,
	);
});

test(
	'a backup made while the hub runs is a whole hub on a new machine, without those who were erased',
	longest,
	async () => {
		const lost = await createMachine();
		const stick = temporaryFolder();
		const text = 'Sammelplatz: Parkplatz an der Lindenallee';
		const file = await withHub(lost, async (hub) => {
			const url = await attach(hub, text);
			const writing = addPartners(hub);
			await backUp(lost, stick);
			await writing;
			await eraseLeaver(hub);
			return url;
		});
		copyFileSync(join(lost.dataFolder, 'erasures.jsonl'), join(stick, 'erasures.jsonl'));
		for (const folder of Object.values(lost)) rmSync(folder, { recursive: true, force: true });

		const found: Machine = { installation: copyInstallation(), dataFolder: temporaryFolder() };
		const restored = await verbundOf(
			found,
			'restore',
			join(stick, nameOfBackup(stick)),
			'--erasures',
			join(stick, 'erasures.jsonl'),
		);
		const seen = await withHub(found, async (hub) => {
			const cookie = (await hub.signIn(author)) ?? '';
			return {
				page: await (await hub.get(article, cookie)).text(),
				file: await (await hub.get(file, cookie)).text(),
				search: z
					.object({ total: z.number() })
					.parse(await (await hub.get('/api/search?q=brand', cookie)).json()),
				leaver: await hub.signIn(leaver.email),
				doctor: await verbundOf(found, 'doctor'),
			};
		});

		expect(restored.code, restored.output).toBe(0);
		expect(restored.output).toContain('Eine Löschung aus dem Löschverzeichnis nachgeholt');
		expect(seen.page).toContain('Brand in Haus A');
		expect(seen.file).toBe(text);
		expect(seen.search.total).toBeGreaterThan(0);
		expect(seen.leaver).toBeNull();
		expect(seen.doctor.code, seen.doctor.output).toBe(0);
		expect(filesThatName(found.dataFolder, leaver.name)).toEqual([]);
	},
);

const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];

/** A server on which the hub was set up and has been used. */
async function createMachine(): Promise<Machine> {
	const machine = { installation: copyInstallation(), dataFolder: temporaryFolder() };
	const hub = await startInstalled(machine, { demo: true });
	await hub.stop();
	return machine;
}

async function withHub<Result>(
	machine: Machine,
	work: (hub: InstalledHub) => Promise<Result>,
): Promise<Result> {
	const hub = await startInstalled(machine);
	try {
		return await work(hub);
	} finally {
		await hub.stop();
	}
}

function commit(git: (...parameters: string[]) => string, message: string): void {
	git('add', 'src', 'plugins', 'content', 'package.json');
	git('commit', '--quiet', '--message', message);
}

/** The next version: one step more for the database. */
function addMigration(installation: string): void {
	const folder = join(installation, 'src', 'database', 'migrations');
	writeFileSync(
		join(folder, 'test-step.ts'),
		`export const testStep = {
			name: '999-test',
			up: (transaction) => transaction.schema.createTable('test_step').addColumn('id', 'text').execute(),
		};`,
	);
	const list = join(folder, 'migrations.ts');
	const text = readFileSync(list, 'utf8')
		.replace(/^/, "import { testStep } from './test-step.ts';\n")
		.replace(/\n\];/, '\n\ttestStep,\n];');
	writeFileSync(list, text);
}

/** @returns the folder of the backup */
async function backUp(machine: Machine, target: string): Promise<string> {
	const { code, output } = await verbundOf(machine, 'backup', target);
	expect(code, output).toBe(0);
	return join(target, nameOfBackup(target));
}

function nameOfBackup(target: string): string {
	return readdirSync(target).find((name) => name.startsWith('verbund-')) ?? '';
}

function kindsOfBackups({ dataFolder }: Machine): readonly string[] {
	const target = join(dataFolder, 'backups');
	return readdirSync(target)
		.filter((name) => name.startsWith('verbund-'))
		.map((name) => readFileSync(join(target, name, 'backup.json'), 'utf8'))
		.map((note) => z.object({ kind: z.string() }).parse(JSON.parse(note)).kind)
		.sort();
}

function digestOf({ dataFolder }: Machine): string {
	return createHash('sha256')
		.update(readFileSync(join(dataFolder, 'verbund.sqlite')))
		.digest('hex');
}

async function addPartner(hub: InstalledHub, name: string): Promise<void> {
	const cookie = (await hub.signIn(networkAdmin)) ?? '';
	await hub.run(cookie, 'accounts.createOrganisation', { name });
}

async function addPartners(hub: InstalledHub): Promise<void> {
	const cookie = (await hub.signIn(networkAdmin)) ?? '';
	for (let number = 1; number <= 20; number++) {
		await hub.run(cookie, 'accounts.createOrganisation', { name: `Partner ${number}` });
	}
}

async function partners(hub: InstalledHub): Promise<string> {
	const cookie = (await hub.signIn(networkAdmin)) ?? '';
	return (await hub.get('/directory', cookie)).text();
}

/** @returns the address of the file */
async function attach(hub: InstalledHub, text: string): Promise<string> {
	const cookie = (await hub.signIn(author)) ?? '';
	const hits = await hub.get('/api/search?q=Brand+in+Haus+A&type=procedure', cookie);
	const { id } =
		z.object({ hits: z.array(z.object({ id: z.string() })) }).parse(await hits.json()).hits[0] ?? {};
	const form = new FormData();
	form.append('file', new Blob([text]), 'sammelplatz.txt');
	const answer = await hub.send(`/files?item=${id}`, form, cookie);
	const { files } = z.object({ files: z.array(z.object({ url: z.string() })) }).parse(await answer.json());
	return files[0]?.url ?? '';
}

async function eraseLeaver(hub: InstalledHub): Promise<void> {
	const cookie = (await hub.signIn(admin)) ?? '';
	const answer = await hub.get(`/api/people?q=${encodeURIComponent(leaver.name)}`, cookie);
	const { people } = z.object({ people: z.array(z.object({ id: z.string() })) }).parse(await answer.json());
	await hub.run(cookie, 'accounts.erasePerson', { personId: people[0]?.id, name: leaver.name });
}

function filesThatName(folder: string, name: string): readonly string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((path) => readFileSync(path).includes(name));
}
