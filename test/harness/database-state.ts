import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { App } from '../../src/app.ts';

/** What is stored, as a digest for each table; two states are equal when nothing was written between them. */
export async function databaseState({ database }: App): Promise<Readonly<Record<string, string>>> {
	const tables = await sql<{ name: string }>`select name from sqlite_master
		where type = 'table' and name not like 'search_index%' and name not like 'sqlite_%' order by name`.execute(
		database.query,
	);
	const state: Record<string, string> = {};
	for (const { name } of tables.rows) {
		const { rows } = await sql`select * from ${sql.table(name)}`.execute(database.query);
		state[name] = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
	}
	return state;
}
