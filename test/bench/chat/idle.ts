import { setTimeout as pause } from 'node:timers/promises';
import { memoryOf } from '../hub-process.ts';
import { openChatLines } from './line.ts';
import type { Population } from './population.ts';
import { startChatHub } from './servers.ts';

/** Resident memory in MB: without sockets, and with so many that only listen. */
export async function keepIdle(
	dataFolder: string,
	{ cookies, rooms }: Population,
	sockets: number,
): Promise<{ readonly without: number; readonly with: number }> {
	const hub = await startChatHub(dataFolder);
	try {
		const without = memoryOf(hub.pid).now;
		const lines = await openChatLines(hub, cookies, sockets);
		await Promise.all(lines.map((line, index) => line.join(rooms[index % rooms.length] ?? '')));
		await pause(3000);
		const open = lines.filter((line) => line.isOpen).length;
		if (open !== sockets) throw new Error(`${open} of ${sockets} sockets are open.`);
		const { now } = memoryOf(hub.pid);
		for (const line of lines) line.cut();
		return { without, with: now };
	} finally {
		await hub.stop();
	}
}
