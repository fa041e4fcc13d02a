import type { Migration } from '../migrate.ts';

/** Files that have versions, what is written in files, and uploads that are under way. */
export const fileVersions: Migration = {
	name: '019-file-versions',
	async up(db) {
		await db.schema
			.alterTable('files')
			.addColumn('versioned', 'integer', (column) => column.notNull().defaultTo(0))
			.execute();
		await db.schema.alterTable('files').addColumn('text_state', 'text').execute();
		await db.schema
			.createTable('file_texts')
			.addColumn('file_id', 'text', (column) =>
				column.primaryKey().references('files.id').onDelete('cascade'),
			)
			.addColumn('text', 'text', (column) => column.notNull())
			.execute();
		await db.schema
			.createTable('published_files')
			.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
			.addColumn('language', 'text', (column) => column.notNull())
			.addColumn('file_id', 'text', (column) => column.notNull())
			.addPrimaryKeyConstraint('published_files_pk', ['item_id', 'language', 'file_id'])
			.execute();
		await db.schema.createIndex('published_files_file_id').on('published_files').column('file_id').execute();
		await db.schema
			.createTable('uploads')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('person_id', 'text', (column) =>
				column.notNull().references('people.id').onDelete('cascade'),
			)
			.addColumn('name', 'text', (column) => column.notNull())
			.addColumn('size', 'bigint', (column) => column.notNull())
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.execute();
		await db.schema.createIndex('uploads_person_id').on('uploads').column('person_id').execute();
	},
};
