import type { Migration } from 'verbund';

/** Which organisation works with which template, and with which version of it. Nothing about people. */
export const up: Migration['up'] = async (db) => {
	await db.schema
		.createTable('templates_uses')
		.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('organisation_id', 'text', (column) => column.notNull().references('organisations.id'))
		.addColumn('taken_on', 'text', (column) => column.notNull())
		.addColumn('newest_revision', 'integer', (column) => column.notNull())
		.addColumn('seen_revision', 'integer', (column) => column.notNull())
		.addColumn('produced_revision', 'integer')
		.addColumn('produced_on', 'text')
		.addPrimaryKeyConstraint('templates_uses_key', ['item_id', 'organisation_id'])
		.execute();
	await db.schema
		.createIndex('templates_uses_organisation')
		.on('templates_uses')
		.columns(['organisation_id', 'item_id'])
		.execute();
};
