import type { Migration } from '../migrate.ts';

/** Texts that are being written and not yet saved, and who has which text open. */
export const editing: Migration = {
	name: '007-editing',
	async up(db) {
		await db.schema
			.createTable('working_copies')
			.addColumn('person_id', 'text', (column) =>
				column.notNull().references('people.id').onDelete('cascade'),
			)
			.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
			.addColumn('language', 'text', (column) => column.notNull())
			.addColumn('expected_revision', 'integer', (column) => column.notNull())
			.addColumn('title', 'text', (column) => column.notNull())
			.addColumn('summary', 'text', (column) => column.notNull())
			.addColumn('body', 'text', (column) => column.notNull())
			.addColumn('fields', 'text', (column) => column.notNull())
			.addColumn('saved_at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('working_copies_pk', ['person_id', 'item_id', 'language'])
			.execute();
		await db.schema.createIndex('working_copies_item_id').on('working_copies').column('item_id').execute();
		await db.schema
			.createTable('editing_presence')
			.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
			.addColumn('language', 'text', (column) => column.notNull())
			.addColumn('person_id', 'text', (column) =>
				column.notNull().references('people.id').onDelete('cascade'),
			)
			.addColumn('seen_at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('editing_presence_pk', ['item_id', 'language', 'person_id'])
			.execute();
	},
};
