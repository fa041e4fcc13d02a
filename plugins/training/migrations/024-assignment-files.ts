import type { Migration } from 'verbund';

/** Files that are handed in. They outlive the row that they hang on until their bytes are gone too. */
export const up: Migration['up'] = async (db) => {
	await db.schema
		.createTable('training_submission_files')
		.addColumn('file_id', 'text', (column) => column.primaryKey())
		.addColumn('submission_id', 'text', (column) => column.notNull())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('media_type', 'text', (column) => column.notNull())
		.addColumn('size', 'bigint', (column) => column.notNull())
		.execute();
	await db.schema
		.createIndex('training_submission_files_submission')
		.on('training_submission_files')
		.column('submission_id')
		.execute();
};
