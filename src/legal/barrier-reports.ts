import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { notFound } from '../errors.ts';
import { createId } from '../ids.ts';

const keptDays = 365;

export interface NewBarrierReport {
	readonly text: string;
	/** Path of the page it is about, or empty. */
	readonly address: string;
	/** Where an answer goes; empty where none is wished for. */
	readonly contact: string;
}

export interface BarrierReport extends NewBarrierReport {
	readonly id: string;
	readonly createdAt: number;
	readonly closedAt: number | null;
}

/** What people write about barriers of the hub; the statement on accessibility leads to it. */
export interface BarrierReports {
	/** Also forgets those that were closed a year ago. */
	add(report: NewBarrierReport): Promise<string>;
	/** Open ones first, then the newest. */
	list(limit: number): Promise<readonly BarrierReport[]>;
	/** Nobody needs to be written to any more: the contact is forgotten. @throws VerbundError `request.notFound` */
	close(id: string): Promise<void>;
}

export function createBarrierReports(database: Database): BarrierReports {
	return {
		async add(report) {
			const id = createId();
			const now = Date.now();
			await database.transaction(async (transaction) => {
				await transaction
					.deleteFrom('barrier_reports')
					.where('closed_at', '<', now - keptDays * 86_400_000)
					.execute();
				await transaction
					.insertInto('barrier_reports')
					.values({ id, ...report, created_at: now, closed_at: null })
					.execute();
			});
			return id;
		},
		async list(limit) {
			const rows = await database.query
				.selectFrom('barrier_reports')
				.selectAll()
				.orderBy((is) => is.case().when('closed_at', 'is', null).then(0).else(1).end())
				.orderBy('created_at', 'desc')
				.limit(limit)
				.execute();
			return rows.map(({ created_at, closed_at, ...report }) => ({
				...report,
				createdAt: created_at,
				closedAt: closed_at,
			}));
		},
		async close(id) {
			const { numUpdatedRows } = await database.transaction((transaction) =>
				transaction
					.updateTable('barrier_reports')
					.set({ closed_at: Date.now(), contact: '' })
					.where('id', '=', id)
					.where('closed_at', 'is', null)
					.executeTakeFirstOrThrow(),
			);
			if (numUpdatedRows === 0n) throw notFound();
		},
	};
}

/** One row while any is open: how many, and since when the oldest. */
export function selectOpenBarriers() {
	return sql`select 'barriers' as kind, 'barriers' as id, '' as title, null as language, null as text, null as path,
			count(*) as count, min(created_at) as at, 0 as place
		from barrier_reports where closed_at is null having count(*) > 0`;
}
