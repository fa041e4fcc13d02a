import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import type { App } from '../../src/app.ts';

/** What the hub writes beside what it is asked for: whether a job waits or runs, and that something has changed. */
const ownWork = ['change_mark', 'jobs', 'job_schedules'];

/** What is stored at one moment, as a digest for each table; two states are equal when nothing was written between them. */
export function databaseState({ database }: App): Promise<Readonly<Record<string, string>>> {
	return database.transaction(
		async (transaction) => {
			const { rows: tables } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'
				and name not like 'search_index%' and name not like 'sqlite_%' order by name`.execute(transaction);
			const state: Record<string, string> = {};
			for (const { name } of tables.filter((table) => !ownWork.includes(table.name))) {
				const { rows } = await sql`select * from ${sql.table(name)}`.execute(transaction);
				state[name] = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
			}
			return state;
		},
		{ quiet: true },
	);
}

/** Waits until what follows from earlier writes (listeners, jobs) is written as well. */
export async function untilSettled(app: App): Promise<void> {
	for (let before = ''; ;) {
		const state = JSON.stringify(await databaseState(app));
		if (state === before) return;
		before = state;
		await setTimeout(300);
	}
}
