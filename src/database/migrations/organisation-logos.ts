import { blobType } from '../column-types.ts';
import type { Migration } from '../migrate.ts';

/** The sign of an organisation as an image, and a number that tells one state of an organisation from the next. */
export const organisationLogos: Migration = {
	name: '005-organisation-logos',
	async up(db, dialect) {
		await db.schema
			.createTable('organisation_logos')
			.addColumn('organisation_id', 'text', (column) => column.primaryKey().references('organisations.id'))
			.addColumn('media_type', 'text', (column) => column.notNull())
			.addColumn('bytes', blobType(dialect), (column) => column.notNull())
			.execute();
		await db.schema.alterTable('organisations').addColumn('logo', 'text').execute();
		await db.schema
			.alterTable('organisations')
			.addColumn('version', 'integer', (column) => column.notNull().defaultTo(1))
			.execute();
	},
};
