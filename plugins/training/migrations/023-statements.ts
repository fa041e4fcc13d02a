import type { Migration } from 'verbund';

/** What is recorded of learning, under ids that say nothing by themselves, and where it is sent. */
export const up: Migration['up'] = async (db) => {
	await db.schema
		.createTable('training_statement_actors')
		.addColumn('person_id', 'text', (column) => column.primaryKey())
		.addColumn('name', 'text', (column) => column.notNull().unique())
		.execute();
	await db.schema
		.createTable('training_statements')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('person_id', 'text', (column) => column.notNull())
		.addColumn('statement', 'text', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.execute();
	await db.schema
		.createIndex('training_statements_state')
		.on('training_statements')
		.columns(['state', 'created_at'])
		.execute();
	await db.schema
		.createIndex('training_statements_person')
		.on('training_statements')
		.column('person_id')
		.execute();
	await db.schema
		.createTable('training_record_store')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('endpoint', 'text', (column) => column.notNull())
		.addColumn('user_name', 'text', (column) => column.notNull())
		.addColumn('sealed_password', 'text', (column) => column.notNull())
		.addColumn('last_error', 'text')
		.execute();
};
