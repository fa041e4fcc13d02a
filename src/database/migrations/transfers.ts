import type { Migration } from '../migrate.ts';

/** What was brought in and taken away: imports with each of their texts, and exports that wait to be fetched. */
export const transfers: Migration = {
	name: '014-transfers',
	async up(db) {
		await db.schema
			.createTable('imports')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('organisation_id', 'text', (column) => column.notNull().references('organisations.id'))
			.addColumn('name', 'text', (column) => column.notNull())
			.addColumn('state', 'text', (column) => column.notNull())
			.addColumn('layout', 'text')
			.addColumn('options', 'text')
			.addColumn('job_id', 'text')
			.addColumn('cancelled', 'integer', (column) => column.notNull())
			.addColumn('created_by', 'text', (column) => column.references('people.id').onDelete('set null'))
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.addColumn('changed_at', 'bigint', (column) => column.notNull())
			.execute();
		await db.schema
			.createIndex('imports_organisation_id_created_at')
			.on('imports')
			.columns(['organisation_id', 'created_at'])
			.execute();
		await db.schema.createIndex('imports_created_by').on('imports').column('created_by').execute();
		await db.schema
			.createTable('import_entries')
			.addColumn('import_id', 'text', (column) =>
				column.notNull().references('imports.id').onDelete('cascade'),
			)
			.addColumn('position', 'integer', (column) => column.notNull())
			.addColumn('kind', 'text', (column) => column.notNull())
			.addColumn('key', 'text', (column) => column.notNull())
			.addColumn('type', 'text')
			.addColumn('path', 'text', (column) => column.notNull())
			.addColumn('title', 'text', (column) => column.notNull())
			.addColumn('new_title', 'text')
			.addColumn('folders', 'text', (column) => column.notNull())
			.addColumn('languages', 'text', (column) => column.notNull())
			.addColumn('files', 'integer', (column) => column.notNull())
			.addColumn('notes', 'text', (column) => column.notNull())
			.addColumn('skip', 'integer', (column) => column.notNull())
			.addColumn('outcome', 'text')
			.addColumn('undone', 'text')
			.addColumn('item_id', 'text')
			.addColumn('item_updated_at', 'bigint')
			.addPrimaryKeyConstraint('import_entries_pk', ['import_id', 'position'])
			.execute();
		await db.schema
			.createIndex('import_entries_key')
			.on('import_entries')
			.columns(['import_id', 'key'])
			.execute();
		await db.schema
			.createTable('exports')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('created_by', 'text', (column) =>
				column.notNull().references('people.id').onDelete('cascade'),
			)
			.addColumn('scope', 'text', (column) => column.notNull())
			.addColumn('scope_id', 'text', (column) => column.notNull())
			.addColumn('format', 'text', (column) => column.notNull())
			.addColumn('title', 'text', (column) => column.notNull())
			.addColumn('job_id', 'text')
			.addColumn('file_name', 'text')
			.addColumn('media_type', 'text')
			.addColumn('size', 'bigint')
			.addColumn('items', 'integer')
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.addColumn('expires_at', 'bigint', (column) => column.notNull())
			.execute();
		await db.schema.createIndex('exports_created_by').on('exports').column('created_by').execute();
	},
};
