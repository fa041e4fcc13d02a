import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createRoomLog } from '../../../src/workbench/client/realtime/room-log.ts';
import { AnswerError, openChatLine, type ChatLine } from './line.ts';
import type { Population } from './population.ts';
import { startChatHub, type ChatServer } from './servers.ts';

const clients = 24;

export interface Killed {
	readonly acknowledged: number;
	readonly lost: number;
	readonly doubled: number;
	readonly outOfOrder: number;
}

/** Kills the hub again and again while clients write, go on trying and hear; then counts what each of them has. */
export async function sendUnderKills(
	dataFolder: string,
	{ cookies, rooms }: Population,
	rounds: number,
): Promise<Killed> {
	const room = rooms[0] ?? '';
	let hub = await startChatHub(dataFolder);
	const state = { isOver: false, find: () => hub };
	const people = Array.from({ length: clients }, (_, index) => goOn(cookies[index] ?? '', room, state));
	for (let round = 0; round < rounds; round += 1) {
		await pause(300 + Math.random() * 700);
		await hub.stop('SIGKILL');
		hub = await startChatHub(dataFolder);
		if (round % 10 === 9) console.error(`    ${round + 1} of ${rounds} rounds`);
	}
	state.isOver = true;
	// Nobody goes before the last one has had their say.
	await Promise.all(people.map(({ writing }) => writing));
	const results = await Promise.all(people.map(({ leave }) => leave()));
	const acknowledged = results.flatMap(({ sent }) => sent);
	await hub.stop();
	return {
		acknowledged: acknowledged.length,
		lost: results.reduce((sum, { heard }) => sum + acknowledged.filter((text) => !heard.has(text)).length, 0),
		doubled: results.reduce((sum, { heard, times }) => sum + times - heard.size, 0),
		outOfOrder: results.reduce(
			(sum, { numbers }) => sum + numbers.filter((number, index) => number !== index + 1).length,
			0,
		),
	};
}

interface Going {
	readonly sent: readonly string[];
	readonly heard: ReadonlySet<string>;
	/** How often something of these people was heard; the room may hold more. */
	readonly times: number;
	readonly numbers: readonly number[];
}

/** A client that writes, comes back whenever its line breaks, and at last has what was said. */
function goOn(
	cookie: string,
	room: string,
	state: { readonly isOver: boolean; find(): Pick<ChatServer, 'url' | 'speaks'> },
): { readonly writing: Promise<void>; leave(): Promise<Going> } {
	const sent: string[] = [];
	const heard = new Set<string>();
	const numbers: number[] = [];
	let times = 0;
	let line: ChatLine | undefined;
	const log = createRoomLog({
		after: 0,
		fetchAfter: async (after) => {
			const { events, more } = (await line?.join(room, after)) ?? { events: [], more: false };
			return {
				more,
				events: events.map(({ number, data }) => ({
					event: '',
					data,
					...(number === undefined ? {} : { number }),
				})),
			};
		},
		handOn({ data, number = 0 }) {
			numbers.push(number);
			const text = /t:[\w-]+/.exec(JSON.stringify(data))?.[0];
			if (!text) return;
			times += 1;
			heard.add(text);
		},
		onGap: () => line?.cut(),
	});
	const comeBack = async (): Promise<ChatLine> => {
		for (;;) {
			try {
				line = await openChatLine(state.find(), cookie, (payload) => {
					const [, , , , data, number] = JSON.parse(Buffer.from(payload.slice(2), 'latin1').toString()) as [
						string,
						string,
						string,
						string,
						unknown,
						number,
					];
					log.receive({ event: '', data, number });
				});
				await log.catchUp();
				return line;
			} catch {
				await pause(50);
			}
		}
	};
	const write = async () => {
		while (!state.isOver) {
			await sendUntilHeard(`t:${randomUUID()}`, randomUUID());
			await pause(Math.random() * 200);
		}
	};
	const sendUntilHeard = async (text: string, clientId: string): Promise<void> => {
		for (;;) {
			try {
				const open: ChatLine = line?.isOpen ? line : await comeBack();
				await open.send(room, text, clientId);
				sent.push(text);
				return;
			} catch (error) {
				// Too much in a minute is the hub's to say; it is tried again like anything else.
				await pause(error instanceof AnswerError ? 1000 : 20);
			}
		}
	};
	return {
		writing: write(),
		async leave() {
			if (!line?.isOpen) await comeBack();
			await log.catchUp();
			line?.cut();
			return { sent, heard, times, numbers };
		},
	};
}
