import type { Migration } from '../migrate.ts';

/** Whether an import makes a text of each part of a book that came as one file. */
export const importBooks: Migration = {
	name: '044-import-books',
	async up(db) {
		for (const column of ['books', 'split_books'])
			await db.schema
				.alterTable('imports')
				.addColumn(column, 'integer', (added) => added.notNull().defaultTo(0))
				.execute();
	},
};
