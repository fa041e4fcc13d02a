import type { Migration } from 'verbund';

export const up: Migration['up'] = async (db) => {
	await db.schema
		.createTable('favourites_items')
		.addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
		.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('position', 'integer', (column) => column.notNull())
		.addPrimaryKeyConstraint('favourites_items_pk', ['person_id', 'item_id'])
		.execute();
	await db.schema
		.createIndex('favourites_items_item_id')
		.on('favourites_items')
		.columns(['item_id'])
		.execute();
};
