import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Work that is done later, and when it is due again. */
export const jobs: Migration = {
	name: '005-jobs',
	async up(db) {
		await db.schema
			.createTable('jobs')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('type', 'text', (column) => column.notNull())
			.addColumn('key', 'text')
			.addColumn('input', 'text', (column) => column.notNull())
			.addColumn('actor_kind', 'text', (column) => column.notNull())
			.addColumn('actor_id', 'text')
			.addColumn('organisation_id', 'text')
			.addColumn('state', 'text', (column) => column.notNull())
			.addColumn('attempt', 'integer', (column) => column.notNull())
			.addColumn('run_at', 'bigint', (column) => column.notNull())
			.addColumn('lease_owner', 'text')
			.addColumn('lease_until', 'bigint')
			.addColumn('cancel_requested', 'integer', (column) => column.notNull())
			.addColumn('progress_done', 'bigint', (column) => column.notNull())
			.addColumn('progress_total', 'bigint', (column) => column.notNull())
			.addColumn('last_error', 'text')
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.addColumn('started_at', 'bigint')
			.addColumn('finished_at', 'bigint')
			.execute();
		await db.schema.createIndex('jobs_state_run_at').on('jobs').columns(['state', 'run_at']).execute();
		await db.schema.createIndex('jobs_finished_at').on('jobs').column('finished_at').execute();
		await db.schema.createIndex('jobs_actor_id').on('jobs').column('actor_id').execute();
		await sql`create unique index jobs_open_key on jobs (type, key) where state in ('waiting', 'running')`.execute(
			db,
		);
		await db.schema
			.createTable('job_schedules')
			.addColumn('type', 'text', (column) => column.primaryKey())
			.addColumn('cron', 'text', (column) => column.notNull())
			.addColumn('next_at', 'bigint', (column) => column.notNull())
			.addColumn('last_at', 'bigint')
			.execute();
	},
};
