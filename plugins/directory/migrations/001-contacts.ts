import type { Migration } from 'verbund';

export const up: Migration['up'] = async (db) => {
	await db.schema
		.createTable('directory_contacts')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('organisation_id', 'text', (column) => column.notNull().references('organisations.id'))
		.addColumn('site_id', 'text', (column) => column.references('sites.id').onDelete('set null'))
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('topic', 'text', (column) => column.notNull())
		.addColumn('phone', 'text', (column) => column.notNull())
		.addColumn('email', 'text', (column) => column.notNull())
		.addColumn('person_id', 'text', (column) => column.references('people.id').onDelete('cascade'))
		.addColumn('audience', 'text', (column) => column.notNull())
		.addColumn('updated_at', 'bigint', (column) => column.notNull())
		.execute();
	await db.schema
		.createIndex('directory_contacts_organisation_id')
		.on('directory_contacts')
		.columns(['organisation_id'])
		.execute();
	await db.schema
		.createIndex('directory_contacts_person_id')
		.on('directory_contacts')
		.columns(['person_id'])
		.execute();
};
