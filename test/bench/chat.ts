import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { deliver, type Delivered, type Load } from './chat/deliveries.ts';
import { keepIdle } from './chat/idle.ts';
import { sendUnderKills } from './chat/kills.ts';
import { commitRows, storeMessages } from './chat/messages.ts';
import { readPages } from './chat/page-reads.ts';
import { comeBack } from './chat/reconnect.ts';
import { populate, type Population } from './chat/population.ts';
import { startBareSocketIo, startBareWs, startChatHub, type ChatServer } from './chat/servers.ts';
import { report, type Figure } from './report.ts';

interface Scene {
	readonly dataFolder: string;
	readonly population: Population;
	readonly args: readonly string[];
}

const parts: Readonly<Record<string, (scene: Scene) => Promise<readonly Figure[]>>> = {
	deliveries,
	load,
	messages,
	reconnect,
	idle,
	kills,
};

/**
 * `npm run bench -- chat [deliveries] [load] [messages] [reconnect] [idle] [kills] [--rounds=200] [--json]`: the hub's
 * sockets beside bare socket.io and plain websockets, in the same run, each warmed up alike. Everybody is signed in, rights are checked, and
 * messages are on disk before they are acknowledged; the bare servers do none of this.
 */
export async function run(args: readonly string[]): Promise<void> {
	const chosen = args.filter((argument) => !argument.startsWith('--'));
	const unknown = chosen.find((name) => !(name in parts));
	if (unknown !== undefined)
		throw new Error(`There is no part “${unknown}”. There are: ${Object.keys(parts).join(', ')}.`);
	const dataFolder = mkdtempSync(join(tmpdir(), 'verbund-chat-'));
	try {
		const population = await populate(dataFolder, { people: 1000, rooms: 40 });
		const figures: Figure[] = [];
		for (const [name, measure] of Object.entries(parts)) {
			if (chosen.length > 0 && !chosen.includes(name)) continue;
			console.error(`    ${name}`);
			figures.push(...(await measure({ dataFolder, population, args })));
		}
		report('chat', figures, args);
	} finally {
		rmSync(dataFolder, { recursive: true, force: true });
	}
}

const heavy: Load = { clients: 2000, inRoom: 50, perSecond: 100, seconds: 8 };
const light: Load = { clients: 1000, inRoom: 50, perSecond: 10, seconds: 25 };

/** In turns, so that whatever else the machine does falls on all of them. */
async function deliveries({ dataFolder, population }: Scene): Promise<readonly Figure[]> {
	const hub = await measured(() => startChatHub(dataFolder), population, light);
	const socketIo = await measured(startBareSocketIo, population, light);
	const ws = await measured(startBareWs, population, light);
	return [
		...figuresOf('the hub', hub),
		...figuresOf('bare socket.io', socketIo),
		...figuresOf('plain websockets', ws),
		{
			name: 'processor time, the hub to bare socket.io',
			value: hub.processor / socketIo.processor,
			unit: '',
			target: { atMost: 1.25 },
		},
		{
			name: 'heard p99, the hub to bare socket.io',
			value: hub.heard.p99 / socketIo.heard.p99,
			unit: '',
			target: { atMost: 1.5 },
		},
	];
}

/** Five thousand deliveries in a second, and somebody who reads pages meanwhile. */
async function load({ dataFolder, population }: Scene): Promise<readonly Figure[]> {
	const hub = await startChatHub(dataFolder);
	try {
		const quietly = readPages(hub, population);
		await pause(8000);
		const quiet = await quietly.end();
		let pages = quiet;
		const busy = await deliver(hub, population, heavy, async (sending) => {
			const meanwhile = readPages(hub, population);
			await sending();
			pages = await meanwhile.end();
		});
		return [
			{ name: '2,000 clients: deliveries', value: busy.deliveries, unit: '' },
			{ name: '2,000 clients: not delivered', value: busy.missing, unit: '', target: { atMost: 0 } },
			{ name: '2,000 clients: processor time per delivery', value: busy.processor, unit: 'µs' },
			{
				name: '2,000 clients: acknowledged p99',
				value: busy.acknowledged.p99,
				unit: 'ms',
				target: { atMost: 100 },
			},
			{ name: '2,000 clients: heard p99', value: busy.heard.p99, unit: 'ms' },
			{ name: 'a page meanwhile p99', value: pages.p99, unit: 'ms' },
			{ name: 'a page when it is quiet p99', value: quiet.p99, unit: 'ms' },
			{ name: 'the one to the other', value: pages.p99 / quiet.p99, unit: '', target: { atMost: 2 } },
		];
	} finally {
		await hub.stop();
	}
}

async function messages({ dataFolder, population }: Scene): Promise<readonly Figure[]> {
	const stored = await storeMessages(dataFolder, population);
	const commits = commitRows(dataFolder);
	return [
		{ name: 'messages on disk per second', value: stored, unit: '' },
		{ name: 'bare commits of SQLite per second', value: commits, unit: '' },
		{ name: 'the one to the other', value: stored / commits, unit: '', target: { atLeast: 0.5 } },
	];
}

async function reconnect({ dataFolder, population }: Scene): Promise<readonly Figure[]> {
	const seconds = await comeBack(dataFolder, population);
	return [
		{
			name: '2,000 clients that lost their line are back and have all',
			value: seconds,
			unit: 's',
			target: { atMost: 15 },
		},
	];
}

async function idle({ dataFolder, population }: Scene): Promise<readonly Figure[]> {
	const memory = await keepIdle(dataFolder, population, 5000);
	return [
		{ name: 'memory without sockets', value: memory.without, unit: 'MB' },
		{ name: 'memory with 5,000 idle sockets', value: memory.with, unit: 'MB', target: { atMost: 450 } },
	];
}

async function kills({ dataFolder, population, args }: Scene): Promise<readonly Figure[]> {
	const rounds = Number(args.find((argument) => argument.startsWith('--rounds='))?.slice(9) ?? 200);
	const { acknowledged, lost, doubled, outOfOrder } = await sendUnderKills(dataFolder, population, rounds);
	return [
		{ name: 'rounds of kill -9 while clients write', value: rounds, unit: '' },
		{ name: 'messages acknowledged', value: acknowledged, unit: '' },
		{ name: 'messages lost, by any client', value: lost, unit: '', target: { atMost: 0 } },
		{ name: 'messages doubled', value: doubled, unit: '', target: { atMost: 0 } },
		{ name: 'messages out of order', value: outOfOrder, unit: '', target: { atMost: 0 } },
	];
}

async function measured(
	start: () => Promise<ChatServer>,
	population: Population,
	load: Load,
): Promise<Delivered> {
	const server = await start();
	try {
		return await deliver(server, population, load);
	} finally {
		await server.stop();
	}
}

function figuresOf(name: string, { processor, heard, acknowledged, missing }: Delivered): readonly Figure[] {
	return [
		{ name: `${name}: processor time per delivery`, value: processor, unit: 'µs' },
		{ name: `${name}: heard p50`, value: heard.p50, unit: 'ms' },
		{ name: `${name}: heard p99`, value: heard.p99, unit: 'ms' },
		{ name: `${name}: acknowledged p99`, value: acknowledged.p99, unit: 'ms' },
		{ name: `${name}: not delivered`, value: missing, unit: '', target: { atMost: 0 } },
	];
}
