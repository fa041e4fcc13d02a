import { setTimeout as pause } from 'node:timers/promises';
import { openChatLines } from './line.ts';
import type { Population } from './population.ts';
import { processorTimeOfAll, type ChatServer } from './servers.ts';

export interface Load {
	readonly clients: number;
	/** Clients that are in one room. */
	readonly inRoom: number;
	/** Messages in all rooms together. */
	readonly perSecond: number;
	readonly seconds: number;
}

export interface Delivered {
	/** Microseconds of all threads for one delivery, without what the lines cost when nothing is said. */
	readonly processor: number;
	/** Milliseconds from sending to hearing, and to the acknowledgement. */
	readonly heard: Quantiles;
	readonly acknowledged: Quantiles;
	readonly deliveries: number;
	/** Of those that were due. */
	readonly missing: number;
}

export interface Quantiles {
	readonly p50: number;
	readonly p99: number;
}

/**
 * Sent before anything is measured: code that has seldom run costs several times what it costs from then on, and what a
 * bare server does for a message it does for each of its deliveries, fifty times as often.
 */
const warmingUp = { messages: 1500, perSecond: 100 };

/** Milliseconds in which the server asks each line whether it is there: all came together, so they are asked together. */
const signsOfLife = 25_000;

/** Lets some of the clients write to their rooms, at a steady pace, and all of them hear; `beside` is what goes on meanwhile. */
export async function deliver(
	server: ChatServer,
	{ cookies, rooms }: Population,
	{ clients, inRoom, perSecond, seconds }: Load,
	beside: (sending: () => Promise<void>) => Promise<void> = (sending) => sending(),
): Promise<Delivered> {
	const sentAt: number[] = [];
	let heard: number[] = [];
	let acknowledged: number[] = [];
	const lines = await openChatLines(server, cookies, clients, (_, payload) => {
		const start = payload.indexOf('n:');
		const sent = sentAt[Number.parseInt(payload.slice(start + 2), 10)];
		if (start > 0 && sent !== undefined) heard.push(performance.now() - sent);
	});
	const roomOf = (index: number) => rooms[Math.floor(index / inRoom)] ?? '';
	const send = async (total: number, pace: number) => {
		const answers: Promise<unknown>[] = [];
		const started = performance.now();
		for (let count = 0; count < total; count += 1) {
			const due = started + (count * 1000) / pace;
			if (due > performance.now()) await pause(due - performance.now());
			const number = sentAt.length;
			// Neighbours in time are in different rooms, and nobody writes twice in a row.
			const index = (number * (inRoom + 1)) % lines.length;
			sentAt.push(performance.now());
			const sending = lines[index]?.send(roomOf(index), `n:${number}:`).then(() => {
				acknowledged.push(performance.now() - (sentAt[number] ?? 0));
			});
			if (sending) answers.push(sending);
		}
		await Promise.all(answers);
		for (let waited = 0; heard.length < total * inRoom && waited < 5000; waited += 50) await pause(50);
	};
	await Promise.all(lines.map((line, index) => line.join(roomOf(index))));
	await send(warmingUp.messages, warmingUp.perSecond);
	// What coming in costs is not what is measured, nor what a hub does after the first messages.
	await pause(5000);
	[heard, acknowledged] = [[], []];
	const idle = await processorTimeWhile(server, () => pause(signsOfLife));

	const total = perSecond * seconds;
	const busy = await processorTimeWhile(server, () => beside(() => send(total, perSecond)));
	for (const line of lines) line.cut();
	return {
		processor: ((busy.processor - (idle.processor / idle.elapsed) * busy.elapsed) * 1000) / heard.length,
		heard: quantiles(heard),
		acknowledged: quantiles(acknowledged),
		deliveries: heard.length,
		missing: total * inRoom - heard.length,
	};
}

async function processorTimeWhile({ pid }: ChatServer, work: () => Promise<unknown>) {
	const [before, start] = [processorTimeOfAll(pid), performance.now()];
	await work();
	return { processor: processorTimeOfAll(pid) - before, elapsed: performance.now() - start };
}

export function quantiles(values: readonly number[]): Quantiles {
	const sorted = values.toSorted((a, b) => a - b);
	const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
	return { p50: at(0.5), p99: at(0.99) };
}
