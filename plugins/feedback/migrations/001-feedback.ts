import type { Migration } from 'verbund';

export const up: Migration['up'] = async (db) => {
	await db.schema
		.createTable('feedback_reports')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('organisation_id', 'text', (column) => column.notNull().references('organisations.id'))
		.addColumn('item_title', 'text', (column) => column.notNull())
		.addColumn('item_language', 'text', (column) => column.notNull())
		.addColumn('item_revision', 'integer', (column) => column.notNull())
		.addColumn('passage', 'text', (column) => column.notNull())
		.addColumn('text', 'text', (column) => column.notNull())
		.addColumn('reporter_id', 'text', (column) => column.references('people.id').onDelete('cascade'))
		.addColumn('reporter_organisation_id', 'text')
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('answer', 'text', (column) => column.notNull())
		.addColumn('answered_by', 'text', (column) => column.references('people.id').onDelete('set null'))
		.addColumn('closed_at', 'bigint')
		.addColumn('dismissed_at', 'bigint')
		.execute();
	await db.schema
		.createTable('feedback_requests')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('address', 'text', (column) => column.notNull())
		.addColumn('item_id', 'text', (column) => column.references('items.id').onDelete('set null'))
		.addColumn('organisation_id', 'text', (column) => column.references('organisations.id'))
		.addColumn('item_title', 'text', (column) => column.notNull())
		.addColumn('item_language', 'text', (column) => column.notNull())
		.addColumn('text', 'text', (column) => column.notNull())
		.addColumn('requester_id', 'text', (column) =>
			column.notNull().references('people.id').onDelete('cascade'),
		)
		.addColumn('requester_organisation_id', 'text')
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('outcome', 'text')
		.addColumn('answer', 'text', (column) => column.notNull())
		.addColumn('answered_by', 'text', (column) => column.references('people.id').onDelete('set null'))
		.addColumn('closed_at', 'bigint')
		.addColumn('dismissed_at', 'bigint')
		.execute();
	for (const [table, column] of indexed) {
		await db.schema.createIndex(`${table}_${column}`).on(table).columns([column]).execute();
	}
};

const indexed = [
	['feedback_reports', 'item_id'],
	['feedback_reports', 'organisation_id'],
	['feedback_reports', 'reporter_id'],
	['feedback_requests', 'item_id'],
	['feedback_requests', 'organisation_id'],
	['feedback_requests', 'requester_id'],
] as const;
