import type { Kysely } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { nextTime } from './cron.ts';
import type { JobStore } from './job-store.ts';
import type { JobDeclaration, JobSchedule } from './job.ts';

export interface Schedules {
	/** Makes the stored times follow what is declared. */
	sync(declarations: readonly JobDeclaration[]): Promise<void>;
	/**
	 * Puts into line what is due. The job and its next time are one transaction: each time fires at most once, in
	 * whichever process comes first, and what was missed while no hub ran fires once.
	 */
	fireDue(types: readonly string[]): Promise<void>;
	list(): Promise<readonly JobSchedule[]>;
}

/** A schedule does not pile up: while its job still waits or runs, the next time adds none. */
export const scheduleKey = 'schedule';

export function createSchedules(database: Database, store: JobStore): Schedules {
	return {
		async sync(declarations) {
			const wanted = new Map<string, string>();
			for (const { id, schedule } of declarations) {
				const cron = typeof schedule === 'function' ? await schedule() : schedule;
				if (cron !== undefined && cron !== null) wanted.set(id, cron);
			}
			const stored = await database.query.selectFrom('job_schedules').selectAll().execute();
			const changed = [...wanted].filter(
				([type, cron]) => !stored.some((row) => row.type === type && row.cron === cron),
			);
			const declared = declarations.map(({ id }) => id);
			const gone = stored.filter(({ type }) => declared.includes(type) && !wanted.has(type));
			if (changed.length === 0 && gone.length === 0) return;
			await database.transaction(
				async (transaction) => {
					for (const [type, cron] of changed) await setSchedule(transaction, type, cron);
					await transaction
						.deleteFrom('job_schedules')
						.where('type', 'in', [...gone.map(({ type }) => type), ''])
						.execute();
				},
				{ quiet: true },
			);
		},
		async fireDue(types) {
			if ((await due(database.query, types)).length === 0) return;
			await database.transaction(
				async (transaction) => {
					for (const { type, cron } of await due(transaction, types)) {
						await store.add(type, {}, { key: scheduleKey });
						const now = Date.now();
						await transaction
							.updateTable('job_schedules')
							.set({ last_at: now, next_at: nextTime(cron, now) ?? Number.MAX_SAFE_INTEGER })
							.where('type', '=', type)
							.execute();
					}
				},
				{ quiet: true },
			);
		},
		async list() {
			const rows = await database.query.selectFrom('job_schedules').selectAll().orderBy('next_at').execute();
			return rows.map(({ type, next_at, last_at }) => ({ type, nextAt: next_at, lastAt: last_at }));
		},
	};
}

function due(query: Kysely<Schema>, types: readonly string[]) {
	return query
		.selectFrom('job_schedules')
		.select(['type', 'cron'])
		.where('next_at', '<=', Date.now())
		.where('type', 'in', [...types, ''])
		.execute();
}

async function setSchedule(transaction: Kysely<Schema>, type: string, cron: string): Promise<void> {
	const next = { cron, next_at: nextTime(cron, Date.now()) ?? Number.MAX_SAFE_INTEGER };
	await transaction
		.insertInto('job_schedules')
		.values({ type, ...next, last_at: null })
		.onConflict((conflict) => conflict.column('type').doUpdateSet(next))
		.execute();
}
