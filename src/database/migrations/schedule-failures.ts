import type { Migration } from '../migrate.ts';

/** The sentence of a refusal, where a planned publication was refused with one of its own. */
export const scheduleFailures: Migration = {
	name: '047-schedule-failures',
	async up(db) {
		await db.schema.alterTable('publication_schedules').addColumn('refusal', 'text').execute();
	},
};
