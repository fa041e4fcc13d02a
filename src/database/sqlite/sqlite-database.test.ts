import SqliteConnection from 'better-sqlite3';
import { sql } from 'kysely';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Database } from '../database.ts';
import { openSqlite } from './sqlite-database.ts';
import { startWriter } from './writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'verbund-sqlite-'));
const path = join(folder, 'verbund.sqlite');
let database: Database;

beforeAll(async () => {
	database = await openSqlite(path);
	await database.transaction((transaction) =>
		sql`create table words (id integer primary key, word text, other text)`.execute(transaction),
	);
});

afterAll(async () => {
	await database.close();
	rmSync(folder, { recursive: true });
});

test('what a transaction asks for at once travels together, and so do its begin and its commit', async () => {
	const journeys = vi.spyOn(Worker.prototype, 'postMessage');

	await database.transaction(async (transaction) => {
		const { rows } = await sql`select * from words`.execute(transaction);
		await Promise.all(
			['eins', 'zwei', 'drei'].map((word) =>
				sql`insert into words (word) values (${`${word} ${rows.length}`})`.execute(transaction),
			),
		);
	});

	expect(journeys).toHaveBeenCalledTimes(3);
	journeys.mockRestore();
});

test('a transaction that cannot begin leaves nothing, also of what set out with its begin', async () => {
	const writer = startWriter(path);
	await writer.execute('pragma busy_timeout = 0');
	const other = new SqliteConnection(path);
	other.exec('begin immediate');

	const begun = writer.executeAll('begin immediate', 'savepoint job');
	const inserted = writer.executeInside({
		sql: 'insert into words (word) values (?)',
		parameters: ['verirrt'],
	});

	await expect(begun).rejects.toMatchObject({ code: 'database.busy' });
	await expect(inserted).rejects.toMatchObject({ code: 'SQLITE_ABORT' });
	other.exec('rollback');
	await expect(
		writer.executeInside({ sql: 'insert into words (word) values (?)', parameters: ['verirrt'] }),
	).rejects.toMatchObject({ code: 'SQLITE_ABORT' });
	expect(other.prepare('select 1 from words where word = ?').all('verirrt')).toEqual([]);
	other.close();
	await writer.close();
});

test('work that throws before it has asked for anything fails alone', async () => {
	const throwing = (): Promise<void> => {
		throw new Error('sofort');
	};
	const insert = (word: string) =>
		database.transaction((transaction) =>
			sql`insert into words (word) values (${word})`.execute(transaction),
		);

	const [before, thrown, after] = await Promise.allSettled([
		insert('davor'),
		database.transaction(throwing),
		insert('danach'),
	]);

	expect([before.status, after.status]).toEqual(['fulfilled', 'fulfilled']);
	expect(thrown).toMatchObject({ reason: { message: 'sofort' } });
});

test('a query over several tables is planned once, whatever values it is run with', async () => {
	const joins = sql.join(
		Array.from({ length: 12 }, (_, index) => {
			const alias = sql.ref(`w${index}`);
			return sql`left join words as ${alias} on ${alias}.id = words.other`;
		}),
		sql` `,
	);
	const run = async (id: ReturnType<typeof sql>) => {
		const query = sql`select words.word from words ${joins} where words.id = ${id}`.compile(database.query);
		const started = performance.now();
		for (let count = 0; count < 300; count += 1) await database.query.executeQuery(query);
		return performance.now() - started;
	};

	const withValue: number[] = [];
	const writtenOut: number[] = [];
	for (let round = 0; round < 5; round += 1) {
		withValue.push(await run(sql`${1}`));
		writtenOut.push(await run(sql`1`));
	}

	expect(Math.min(...withValue) / Math.min(...writtenOut)).toBeLessThan(4);
});
