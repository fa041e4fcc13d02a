import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import SqliteConnection from 'better-sqlite3';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { databasePath } from '../../src/database/database-path.ts';
import { readerEmail, readerPassword } from './bench-reader.ts';
import { fillPeople } from './fill-people.ts';
import { root, startHub, type HubProcess } from './hub-process.ts';
import { report } from './report.ts';
import { quantile } from './timing.ts';

const people = 10_000;
const pages = ['/', '/announcements', '/procedures', '/handbook', '/notifications'];
/** Reads a second, as from a hub that is well used. */
const pace = 20;

/**
 * `npm run bench -- announcing [--rounds=20] [--json]`: an announcement goes to ten thousand people while pages are read
 * over HTTP at a steady pace, each round after a time of quiet. Telling takes the time of a few reads, so that fewer
 * rounds would call the slowest read of all the 99th of a hundred. The first round is that of a hub that has just started.
 */
export async function run(args: readonly string[]): Promise<void> {
	const rounds = Number(args.find((argument) => argument.startsWith('--rounds='))?.slice(9) ?? 20);
	const dataFolder = mkdtempSync(join(tmpdir(), 'verbund-announcing-'));
	const organisationId = await fill(dataFolder);
	const hub = await startHub(dataFolder);
	try {
		const cookie = await hub.signIn();
		const read = createReading(hub.url, cookie);
		await read.during(pause(3000));
		const quiet: number[] = [];
		const meanwhile: number[] = [];
		const told: number[] = [];
		for (let round = 0; round < rounds; round += 1) {
			quiet.push(...(await read.during(pause(1500))));
			const started = performance.now();
			const telling = announce(hub, cookie, organisationId, round)
				.then((itemId) => untilTold(dataFolder, itemId))
				.then(() => told.push(performance.now() - started));
			meanwhile.push(...(await read.during(telling)));
		}
		const [calm, busy] = [quantile(quiet, 0.99), quantile(meanwhile, 0.99)];
		report(
			'announcing',
			[
				{ name: `told ${people} people, slowest of ${rounds}`, value: Math.max(...told), unit: 'ms' },
				{ name: `p99 of ${quiet.length} page reads, quiet`, value: calm, unit: 'ms' },
				{ name: `p99 of ${meanwhile.length} page reads meanwhile`, value: busy, unit: 'ms' },
				{ name: 'p99 meanwhile to quiet', value: busy / calm, unit: '', target: { atMost: 2 } },
			],
			args,
		);
	} finally {
		await hub.stop();
		rmSync(dataFolder, { recursive: true, force: true });
	}
}

/** An organisation with its people, one of whom signs in and may publish. Answers its id. */
async function fill(dataFolder: string): Promise<string> {
	const app = await createApp(readConfig({ VERBUND_DATA: dataFolder }, root, { demo: false }));
	try {
		const { id } = await app.accounts.organisations.create({ name: 'Messstelle', slug: 'messstelle' });
		await fillPeople(app, id, people);
		const personId = await app.accounts.people.create({
			email: readerEmail,
			name: 'Mia Messer',
			passwordHash: await app.accounts.passwords.hash(readerPassword),
		});
		await app.accounts.people.addMembership(personId, id, ['admin']);
		return id;
	} finally {
		await app.close();
	}
}

/** Answers the milliseconds of the reads that began while the work went on. */
function createReading(url: string, cookie: string) {
	let count = 0;
	const readOne = async () => {
		const started = performance.now();
		const path = pages[count % pages.length] ?? '/';
		count += 1;
		const answer = await fetch(url + path, { headers: { cookie } });
		await answer.arrayBuffer();
		if (answer.status !== 200) throw new Error(`A page answers ${answer.status}.`);
		return performance.now() - started;
	};
	return {
		async during(work: Promise<unknown>): Promise<readonly number[]> {
			const state = { isOver: false };
			const working = work.finally(() => {
				state.isOver = true;
			});
			const reads: Promise<number>[] = [];
			while (!state.isOver) {
				reads.push(readOne());
				await pause(1000 / pace);
			}
			await working;
			return Promise.all(reads);
		},
	};
}

async function announce(
	{ url }: HubProcess,
	cookie: string,
	organisationId: string,
	round: number,
): Promise<string> {
	const execute = async (command: string, input: object): Promise<Record<string, unknown>> => {
		const answer = await fetch(`${url}/api/commands/${command}`, {
			method: 'POST',
			headers: { cookie, origin: url, 'Content-Type': 'application/json' },
			body: JSON.stringify(input),
		});
		if (!answer.ok) throw new Error(`${command} answers ${answer.status}: ${await answer.text()}`);
		return await answer.json();
	};
	const { id } = await execute('announcements.publish', {
		organisationId,
		language: 'de',
		title: `Rundschreiben ${round}`,
		body: 'Ab Montag gilt der neue Dienstplan.',
		audience: ['own'],
	});
	return String(id);
}

/** What the file says, without asking the hub. */
async function untilTold(dataFolder: string, itemId: string): Promise<void> {
	const connection = new SqliteConnection(databasePath(dataFolder), { readonly: true });
	const count = connection
		.prepare(
			`select count(*) from notification_receivers where notification_id =
			(select id from notifications where item_id = ?)`,
		)
		.pluck();
	try {
		for (let tries = 0; Number(count.get(itemId)) < people; tries += 1) {
			if (tries > 1200) throw new Error('The announcement was not told.');
			await pause(50);
		}
	} finally {
		connection.close();
	}
}
