import type { Migration } from 'verbund';

/** Files that are to become courses: what was sent, what would come of it, what came of it. */
export const up: Migration['up'] = async (db) => {
	await db.schema
		.createTable('training_imports')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('person_id', 'text', (column) => column.notNull())
		.addColumn('organisation_id', 'text', (column) =>
			column.notNull().references('organisations.id').onDelete('cascade'),
		)
		.addColumn('upload_id', 'text', (column) => column.notNull())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('language', 'text', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('done', 'integer', (column) => column.notNull())
		.addColumn('total', 'integer', (column) => column.notNull())
		.addColumn('reason', 'text')
		.addColumn('title', 'text', (column) => column.notNull())
		.addColumn('plan', 'text', (column) => column.notNull())
		.addColumn('course_id', 'text', (column) => column.references('items.id').onDelete('set null'))
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.execute();
	await db.schema.createIndex('training_imports_person').on('training_imports').column('person_id').execute();
};
