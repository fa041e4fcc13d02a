import type { Migration } from 'verbund';

/** What lists of announcements are ordered and filtered by, from the fields of what is published. */
export const up: Migration['up'] = async (db) => {
	await db.schema
		.createTable('announcements_notices')
		.addColumn('item_id', 'text', (column) => column.primaryKey().references('items.id').onDelete('cascade'))
		.addColumn('importance', 'text', (column) => column.notNull())
		.addColumn('pinned_until', 'bigint')
		.addColumn('expires_at', 'bigint')
		.addColumn('ended', 'integer', (column) => column.notNull())
		.addColumn('told_edition', 'integer', (column) => column.notNull())
		.execute();
	await db.schema
		.createIndex('announcements_notices_expires_at')
		.on('announcements_notices')
		.columns(['ended', 'expires_at'])
		.execute();
};
