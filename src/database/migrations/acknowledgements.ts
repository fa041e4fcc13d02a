import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/**
 * Items whose readers are asked to confirm that they have read and understood them. A confirmation stands among the
 * names, with its day, or, where the organisation forbids that, among the marks, without name or time (decision 030).
 */
export const acknowledgements: Migration = {
	name: '021-acknowledgements',
	async up(db, dialect) {
		await db.schema
			.createTable('acknowledgement_requests')
			.addColumn('item_id', 'text', (column) =>
				column.primaryKey().references('items.id').onDelete('cascade'),
			)
			.addColumn('asked_at', 'bigint')
			.addColumn('due_at', 'bigint')
			.addColumn('chosen_at', 'bigint', (column) => column.notNull())
			.addColumn('told_edition', 'integer', (column) => column.notNull())
			.addColumn('reminders', 'integer', (column) => column.notNull())
			.execute();
		await db.schema
			.createTable('acknowledgement_principals')
			.addColumn('item_id', 'text', (column) =>
				column.notNull().references('acknowledgement_requests.item_id').onDelete('cascade'),
			)
			.addColumn('principal', 'text', (column) => column.notNull())
			.addPrimaryKeyConstraint('acknowledgement_principals_pk', ['item_id', 'principal'])
			.execute();
		await db.schema
			.createTable('acknowledgement_marks')
			.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
			.addColumn('edition', 'integer', (column) => column.notNull())
			.addColumn('holder', 'text', (column) => column.notNull())
			.addPrimaryKeyConstraint('acknowledgement_marks_pk', ['item_id', 'edition', 'holder'])
			// Stored in the order of the key: the order in which people confirmed would say who it was.
			.modifyEnd(dialect === 'sqlite' ? sql`without rowid` : sql``)
			.execute();
		await db.schema
			.createIndex('acknowledgement_marks_holder')
			.on('acknowledgement_marks')
			.column('holder')
			.execute();
		await db.schema
			.createTable('acknowledgement_names')
			.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
			.addColumn('edition', 'integer', (column) => column.notNull())
			.addColumn('person_id', 'text', (column) =>
				column.notNull().references('people.id').onDelete('cascade'),
			)
			.addColumn('confirmed_on', 'text', (column) => column.notNull())
			.addPrimaryKeyConstraint('acknowledgement_names_pk', ['item_id', 'edition', 'person_id'])
			.execute();
		await db.schema
			.createIndex('acknowledgement_names_person_id')
			.on('acknowledgement_names')
			.column('person_id')
			.execute();
	},
};
