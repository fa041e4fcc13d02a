import type { Migration } from '../migrate.ts';

/** Imprint, data protection and accessibility, what people write about barriers, and how often visitors write. */
export const legal: Migration = {
	name: '004-legal',
	async up(db) {
		await db.schema
			.createTable('legal_texts')
			.addColumn('organisation_id', 'text', (column) => column.notNull())
			.addColumn('page', 'text', (column) => column.notNull())
			.addColumn('language', 'text', (column) => column.notNull())
			.addColumn('body', 'text', (column) => column.notNull())
			.addColumn('html', 'text', (column) => column.notNull())
			.addColumn('updated_at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('legal_texts_pk', ['organisation_id', 'page', 'language'])
			.execute();
		await db.schema
			.createTable('barrier_reports')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('text', 'text', (column) => column.notNull())
			.addColumn('address', 'text', (column) => column.notNull())
			.addColumn('contact', 'text', (column) => column.notNull())
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.addColumn('closed_at', 'bigint')
			.execute();
		await db.schema
			.createTable('request_counts')
			.addColumn('bucket', 'text', (column) => column.primaryKey())
			.addColumn('window_start', 'bigint', (column) => column.notNull())
			.addColumn('count', 'integer', (column) => column.notNull())
			.execute();
	},
};
