import type { Migration } from 'verbund';

export const up: Migration['up'] = async (db) => {
	await db.schema
		.createTable('training_media')
		.addColumn('item_id', 'text', (column) => column.primaryKey().references('items.id').onDelete('cascade'))
		.addColumn('kind', 'text', (column) => column.notNull())
		.execute();
};
