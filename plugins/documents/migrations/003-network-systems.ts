import { sql, type Migration } from 'verbund';

/** Systems of the network as a whole, which belong to no organisation. */
export const up: Migration['up'] = async (db) => {
	await db.schema
		.createTable('documents_all_systems')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('organisation_id', 'text', (column) =>
			column.references('organisations.id').onDelete('cascade'),
		)
		.addColumn('slug', 'text', (column) => column.notNull())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('pattern', 'text', (column) => column.notNull())
		.addColumn('version', 'integer', (column) => column.notNull())
		.execute();
	await sql`insert into documents_all_systems (id, organisation_id, slug, name, pattern, version)
		select id, organisation_id, slug, name, pattern, version from documents_systems`.execute(db);
	await db.schema.dropTable('documents_systems').execute();
	await db.schema.alterTable('documents_all_systems').renameTo('documents_systems').execute();
	await db.schema
		.createIndex('documents_systems_own_slug')
		.unique()
		.on('documents_systems')
		.columns(['organisation_id', 'slug'])
		.execute();
	await sql`create unique index documents_systems_network_slug on documents_systems (slug)
		where organisation_id is null`.execute(db);
};
