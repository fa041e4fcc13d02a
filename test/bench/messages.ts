import SqliteConnection from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SMTPServer } from 'smtp-server';
import { systemActor } from '../../src/access/actor.ts';
import { createApp, type App } from '../../src/app.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { databasePath } from '../../src/database/database-path.ts';
import { visitorFor } from '../../src/host/visitor.ts';
import { fillPeople } from './fill-people.ts';
import { root } from './hub-process.ts';
import { report } from './report.ts';

const people = 10_000;
const mailer = fileURLToPath(new URL('./mailing-hub.ts', import.meta.url));

/** `npm run bench -- messages [--kills=10] [--json]`: telling ten thousand people, and ten thousand mails under kills. */
export async function run(args: readonly string[]): Promise<void> {
	const kills = Number(args.find((argument) => argument.startsWith('--kills='))?.slice(8) ?? 10);
	const dataFolder = mkdtempSync(join(tmpdir(), 'verbund-messages-'));
	const server = await startServer();
	const environment = {
		VERBUND_DATA: dataFolder,
		VERBUND_SMTP_URL: `smtp://127.0.0.1:${server.port}?security=none`,
		VERBUND_MAIL_FROM: 'bench@hub.example',
	};
	try {
		const config = readConfig(environment, root, { demo: false });
		const told = await tellEverybody(config);
		const mailed = await mailUnderKills(environment, server, kills);
		report(
			'messages',
			[
				{
					name: 'notifications for 10,000 people',
					value: told.milliseconds,
					unit: 'ms',
					target: { atMost: 3000 },
				},
				{ name: 'slowest of 100 reads, quiet', value: told.quiet, unit: 'ms' },
				{ name: 'slowest of the reads meanwhile', value: told.meanwhile, unit: 'ms' },
				{ name: 'mails under kill -9', value: people, unit: '' },
				{ name: 'rounds of kill -9', value: mailed.kills, unit: '' },
				{ name: 'mails lost', value: mailed.lost, unit: '', target: { atMost: 0 } },
				{
					name: 'mails that the hub knew of and sent again',
					value: mailed.repeated,
					unit: '',
					target: { atMost: 0 },
				},
				{ name: 'mails whose answer was on its way at a kill', value: mailed.uncertain, unit: '' },
			],
			args,
		);
	} finally {
		server.close();
		rmSync(dataFolder, { recursive: true, force: true });
	}
}

/** Also puts the mails of the second part into line. */
async function tellEverybody(config: Config) {
	const app = await createApp(config);
	try {
		const { id: organisationId } = await app.accounts.organisations.create({ name: 'Messstelle' });
		await fillPeople(app, organisationId, people);
		const { reader } = await visitorFor({ ...app, types: app.content.types }, systemActor('bench'));
		const kind = { id: 'bench.told', title: 'bench', mail: 'never', pluginId: null } as const;
		app.notifications.declare([kind]);
		const read = async () => {
			const start = performance.now();
			// As a request does, it comes in from outside.
			await nextTurn();
			await app.content.list(reader, { order: 'newest', limit: 20 });
			return performance.now() - start;
		};
		const quiet: number[] = [];
		for (let index = 0; index < 100; index += 1) quiet.push(await read());
		const meanwhile: number[] = [];
		const state = { done: false };
		const start = performance.now();
		const telling = app.notifications
			.notify({
				kind: kind.id,
				to: Array.from({ length: people }, (_, index) => `bench-${index}`),
				path: '/',
			})
			.finally(() => {
				state.done = true;
			});
		while (!state.done) meanwhile.push(await read());
		await telling;
		const milliseconds = performance.now() - start;
		await queueMails(app, organisationId);
		return { milliseconds, quiet: Math.max(...quiet), meanwhile: Math.max(0, ...meanwhile) };
	} finally {
		await app.close();
	}
}

async function queueMails({ accounts, mails, database }: App, organisationId: string): Promise<void> {
	await database.transaction(async () => {
		const { token } = await accounts.links.create({ kind: 'invitation', organisationId });
		await mails.send(
			Array.from({ length: people }, (_, index) => ({
				template: 'invitation',
				to: { address: `${index}@hub.example` },
				data: { token },
			})),
		);
	});
}

interface BenchServer {
	readonly port: number;
	/** How often each address was written to, as far as the server has answered. */
	readonly taken: ReadonlyMap<string, number>;
	close(): void;
}

async function mailUnderKills(
	environment: Readonly<Record<string, string>>,
	{ taken }: BenchServer,
	kills: number,
) {
	const dataFolder = environment['VERBUND_DATA'] ?? '';
	let repeated = 0;
	for (let round = 0; round <= kills; round += 1) {
		const before = new Map(taken);
		const known = sentAddresses(dataFolder);
		const child = spawn(process.execPath, [mailer, root], {
			stdio: 'inherit',
			env: { ...process.env, ...environment },
		});
		const ended = new Promise((resolve) => child.once('close', resolve));
		const wanted = round === kills ? people : Math.ceil(((round + 1) * people) / (kills + 2));
		while (taken.size < wanted) await pause(5 + Math.random() * 20);
		child.kill('SIGKILL');
		await ended;
		expireLeases(dataFolder);
		for (const address of known) if ((taken.get(address) ?? 0) > (before.get(address) ?? 0)) repeated += 1;
	}
	const all = [...taken.values()];
	const twice = all.filter((count) => count > 1).length;
	return { kills, repeated, lost: people - taken.size, uncertain: twice - repeated };
}

/** Whose mail the hub knows to be taken. */
function sentAddresses(dataFolder: string): readonly string[] {
	const connection = new SqliteConnection(databasePath(dataFolder), { readonly: true });
	const waiting = connection.prepare(`select address from mails where state = 'waiting'`).pluck().all();
	connection.close();
	const open = new Set(waiting);
	return Array.from({ length: people }, (_, index) => `${index}@hub.example`).filter((one) => !open.has(one));
}

/** So that the next process need not wait until the one that was killed counts as gone. */
function expireLeases(dataFolder: string): void {
	const connection = new SqliteConnection(databasePath(dataFolder));
	connection.exec('update jobs set lease_until = 0 where lease_until is not null');
	connection.close();
}

async function startServer(): Promise<BenchServer> {
	const taken = new Map<string, number>();
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		logger: false,
		onData(stream, { envelope }, callback) {
			stream.resume();
			stream.on('end', () => {
				for (const { address } of envelope.rcptTo) taken.set(address, (taken.get(address) ?? 0) + 1);
				callback();
			});
		},
	});
	// Whoever is killed hangs up without a word.
	server.on('error', () => undefined);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.server.address() as AddressInfo;
	return { port, taken, close: () => server.close() };
}
