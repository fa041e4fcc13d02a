import SqliteConnection from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { databasePath } from '../../../src/database/database-path.ts';
import { openChatLines } from './line.ts';
import type { Population } from './population.ts';
import { startChatHub } from './servers.ts';

/** What one person may send within a minute is limited, so many send a few. */
const ofEach = 12;

/** Messages that are on disk, in a second: all write at once, each the next when the one before is acknowledged. */
export async function storeMessages(dataFolder: string, { cookies, rooms }: Population): Promise<number> {
	const hub = await startChatHub(dataFolder);
	try {
		const lines = await openChatLines(hub, cookies, cookies.length);
		const before = countMessages(dataFolder);
		const started = performance.now();
		await Promise.all(
			lines.map(async (line, index) => {
				for (let count = 0; count < ofEach; count += 1)
					await line.send(rooms[index % rooms.length] ?? '', 'Eine Nachricht von gewöhnlicher Länge.');
			}),
		);
		const seconds = (performance.now() - started) / 1000;
		const stored = countMessages(dataFolder) - before;
		if (stored !== lines.length * ofEach) throw new Error(`${stored} messages are stored.`);
		for (const line of lines) line.cut();
		return stored / seconds;
	} finally {
		await hub.stop();
	}
}

function countMessages(dataFolder: string): number {
	const connection = new SqliteConnection(databasePath(dataFolder), { readonly: true });
	const count = connection.prepare('select count(*) from chat_messages').pluck().get();
	connection.close();
	return Number(count);
}

/** Rows of the length of a message that SQLite alone puts on this disk in a second, each in a commit of its own. */
export function commitRows(folder: string): number {
	const connection = new SqliteConnection(join(folder, 'commits.db'));
	connection.pragma('journal_mode = wal');
	connection.pragma('synchronous = full');
	connection.exec('create table rows (id integer primary key, text blob)');
	const insert = connection.prepare('insert into rows (text) values (?)');
	const text = randomBytes(400);
	const started = performance.now();
	let count = 0;
	while (performance.now() - started < 3000) {
		insert.run(text);
		count += 1;
	}
	connection.close();
	return (count * 1000) / (performance.now() - started);
}
