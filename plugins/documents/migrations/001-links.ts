import type { Migration } from 'verbund';

export const up: Migration['up'] = async (db) => {
	await db.schema
		.createTable('documents_systems')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('organisation_id', 'text', (column) =>
			column.notNull().references('organisations.id').onDelete('cascade'),
		)
		.addColumn('slug', 'text', (column) => column.notNull())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('pattern', 'text', (column) => column.notNull())
		.addColumn('version', 'integer', (column) => column.notNull())
		.addUniqueConstraint('documents_systems_slug_unique', ['organisation_id', 'slug'])
		.execute();
	await db.schema
		.createTable('documents_targets')
		.addColumn('url', 'text', (column) => column.primaryKey())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('checked_at', 'bigint')
		.addColumn('worked_at', 'bigint')
		.addColumn('failed_at', 'bigint')
		.addColumn('reason', 'text', (column) => column.notNull())
		.addColumn('moved_to', 'text')
		.execute();
	await db.schema
		.createTable('documents_uses')
		.addColumn('url', 'text', (column) => column.notNull())
		.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('language', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('documents_uses_pk', ['item_id', 'language', 'url'])
		.execute();
	await db.schema.createIndex('documents_uses_url').on('documents_uses').column('url').execute();
};
