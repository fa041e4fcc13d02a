import type { Migration } from '../migrate.ts';

/** Who was erased: an id that nobody stands behind any more, so that pages can say "former person". */
export const erasure: Migration = {
	name: '006-erasure',
	async up(db) {
		await db.schema
			.createTable('erasures')
			.addColumn('person_id', 'text', (column) => column.primaryKey())
			.addColumn('erased_at', 'bigint', (column) => column.notNull())
			.execute();
	},
};
