import type { Migration } from '../migrate.ts';

/** What plugins have the search find: things on shelves, each shelf with those who may read it. */
export const shelves: Migration = {
	name: '044-shelves',
	async up(db) {
		await db.schema
			.createTable('shelves')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('type', 'text', (column) => column.notNull())
			.addColumn('organisation_id', 'text', (column) =>
				column.notNull().references('organisations.id').onDelete('cascade'),
			)
			.execute();
		await db.schema
			.createTable('shelf_audience')
			.addColumn('shelf_id', 'text', (column) =>
				column.notNull().references('shelves.id').onDelete('cascade'),
			)
			.addColumn('principal', 'text', (column) => column.notNull())
			.addPrimaryKeyConstraint('shelf_audience_pk', ['shelf_id', 'principal'])
			.execute();
		// Without a reference: what is left of a shelf is taken out of the index little by little.
		await db.schema
			.createTable('shelved')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('shelf_id', 'text', (column) => column.notNull())
			.addColumn('url', 'text', (column) => column.notNull())
			.addColumn('part_of', 'text', (column) => column.notNull())
			.execute();
		await db.schema.createIndex('shelved_shelf_id').on('shelved').column('shelf_id').execute();
	},
};
