import type { Migration } from 'verbund';

export const up: Migration['up'] = async (db) => {
	await db.schema
		.createTable('documents_sources')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('organisation_id', 'text', (column) =>
			column.notNull().references('organisations.id').onDelete('cascade'),
		)
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('location', 'text', (column) => column.notNull())
		.addColumn('account', 'text', (column) => column.notNull())
		.addColumn('password', 'text', (column) => column.notNull())
		.addColumn('version', 'integer', (column) => column.notNull())
		.addColumn('read_at', 'bigint')
		.addColumn('fault', 'text')
		.addColumn('fault_detail', 'text')
		.addColumn('failing_since', 'bigint')
		.addColumn('skipped', 'integer', (column) => column.notNull().defaultTo(0))
		.execute();
	await db.schema
		.createTable('documents_source_entries')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('source_id', 'text', (column) =>
			column.notNull().references('documents_sources.id').onDelete('cascade'),
		)
		.addColumn('parent_id', 'text')
		.addColumn('path', 'text', (column) => column.notNull())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('sort_name', 'text', (column) => column.notNull())
		.addColumn('is_folder', 'integer', (column) => column.notNull())
		.addColumn('size', 'bigint', (column) => column.notNull())
		.addColumn('modified_at', 'bigint')
		.addColumn('tag', 'text', (column) => column.notNull())
		.addColumn('key', 'text')
		.addColumn('text_state', 'text')
		.addColumn('vanished_at', 'bigint')
		.execute();
	await db.schema
		.createIndex('documents_source_entries_folder')
		.on('documents_source_entries')
		.columns(['source_id', 'parent_id', 'is_folder', 'sort_name'])
		.execute();
	await db.schema
		.createIndex('documents_source_entries_path')
		.on('documents_source_entries')
		.columns(['source_id', 'path'])
		.execute();
};
