import SqliteConnection from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createApp } from '../../src/app.ts';
import { databasePath } from '../../src/database/database-path.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { root } from './hub-process.ts';
import { report } from './report.ts';

const writer = fileURLToPath(new URL('./writing-hub.ts', import.meta.url));

/** `npm run bench -- durability [--rounds=100] [--json]`: kills a hub that writes, and counts what is gone. */
export async function run(args: readonly string[]): Promise<void> {
	const rounds = Number(args.find((argument) => argument.startsWith('--rounds='))?.slice(9) ?? 100);
	const dataFolder = mkdtempSync(join(tmpdir(), 'verbund-durability-'));
	const config = readConfig({ VERBUND_DATA: dataFolder }, root, { demo: false });
	try {
		const organisationId = await createOrganisation(config);
		const acknowledged = new Set<string>();
		let lost = 0;
		let corrupt = 0;
		let broken = 0;
		for (let round = 0; round < rounds; round += 1) {
			for (const id of await writeUntilKilled(dataFolder, organisationId)) acknowledged.add(id);
			const state = await inspect(config, acknowledged);
			lost += state.lost;
			corrupt += state.sound ? 0 : 1;
			broken += state.chainBreak === null ? 0 : 1;
			if (round % 10 === 9)
				console.error(`    ${round + 1} of ${rounds} rounds, ${acknowledged.size} writes`);
		}
		report(
			'durability',
			[
				{ name: 'rounds of kill -9 while writing', value: rounds, unit: '' },
				{ name: 'acknowledged writes', value: acknowledged.size, unit: '' },
				{ name: 'acknowledged writes lost', value: lost, unit: '', target: { atMost: 0 } },
				{ name: 'corrupt databases', value: corrupt, unit: '', target: { atMost: 0 } },
				{ name: 'broken audit chains', value: broken, unit: '', target: { atMost: 0 } },
			],
			args,
		);
	} finally {
		rmSync(dataFolder, { recursive: true, force: true });
	}
}

async function createOrganisation(config: Config): Promise<string> {
	const app = await createApp(config);
	const { id } = await app.accounts.organisations.create({ name: 'Messstelle' });
	await app.close();
	return id;
}

/** Lets a hub write for a moment of random length after its first answer. @returns what it acknowledged */
async function writeUntilKilled(dataFolder: string, organisationId: string): Promise<readonly string[]> {
	const child = spawn(process.execPath, [writer, root, organisationId], {
		stdio: ['ignore', 'pipe', 'inherit'],
		env: { ...process.env, VERBUND_DATA: dataFolder },
	});
	let said = '';
	const first = new Promise((resolve) => child.stdout.once('data', resolve));
	child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
	const ended = new Promise((resolve) => child.once('close', resolve));
	await Promise.race([first, ended]);
	if (child.exitCode !== null) throw new Error('The writing hub ended by itself.');
	await pause(Math.random() * 300);
	child.kill('SIGKILL');
	await ended;
	// The last line may have been cut.
	return said.split('\n').slice(0, -1);
}

async function inspect(config: Config, acknowledged: ReadonlySet<string>) {
	const connection = new SqliteConnection(databasePath(config.dataFolder));
	const sound = connection.pragma('integrity_check', { simple: true }) === 'ok';
	const ids = new Set(connection.prepare('select id from items').pluck().all());
	connection.close();
	const app = await createApp(config);
	const chainBreak = await app.audit.findBreak();
	await app.close();
	return { sound, chainBreak, lost: [...acknowledged].filter((id) => !ids.has(id)).length };
}
