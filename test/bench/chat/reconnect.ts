import { openChatLine, openChatLines, type ChatLine } from './line.ts';
import type { Population } from './population.ts';
import { startChatHub } from './servers.ts';

const clients = 2000;
const inRoom = 50;
/** What is said in each room while nobody is there. */
const missedOfEach = 20;

/** Seconds until all who lost their line at the same moment are back and have what was said meanwhile. */
export async function comeBack(dataFolder: string, { cookies, rooms }: Population): Promise<number> {
	const hub = await startChatHub(dataFolder);
	try {
		const roomOf = (index: number) => rooms[Math.floor(index / inRoom)] ?? '';
		const lines = await openChatLines(hub, cookies, clients);
		await Promise.all(lines.map((line, index) => line.join(roomOf(index))));
		const writers = await openChatLines(hub, cookies, rooms.length);
		const last = await Promise.all(writers.map((line, index) => readAll(line, rooms[index] ?? '', 0)));
		for (const line of lines) line.cut();
		for (let count = 0; count < missedOfEach; count += 1)
			await Promise.all(writers.map((line, index) => line.send(rooms[index] ?? '', `verpasst ${count}`)));

		const started = performance.now();
		const back = await Promise.all(
			lines.map(async (_, index) => {
				const line = await openChatLine(hub, cookies[index % cookies.length] ?? '');
				const known = last[Math.floor(index / inRoom)] ?? 0;
				const now = await readAll(line, roomOf(index), known);
				if (now - known !== missedOfEach) throw new Error(`${now - known} of ${missedOfEach} have come.`);
				return line;
			}),
		);
		const seconds = (performance.now() - started) / 1000;
		for (const line of [...back, ...writers]) line.cut();
		return seconds;
	} finally {
		await hub.stop();
	}
}

/** @returns the number of the last event, after which nothing more has come */
async function readAll(line: ChatLine, room: string, after: number): Promise<number> {
	const { events, more } = await line.join(room, after);
	const last = events.at(-1)?.number ?? after;
	return more ? readAll(line, room, last) : last;
}
