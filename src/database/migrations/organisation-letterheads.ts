import { blobType } from '../column-types.ts';
import type { Migration } from '../migrate.ts';

/** The image at the head of letters, where it is another than the logo. */
export const organisationLetterheads: Migration = {
	name: '045-organisation-letterheads',
	async up(db, dialect) {
		await db.schema
			.createTable('organisation_letterheads')
			.addColumn('organisation_id', 'text', (column) => column.primaryKey().references('organisations.id'))
			.addColumn('media_type', 'text', (column) => column.notNull())
			.addColumn('bytes', blobType(dialect), (column) => column.notNull())
			.execute();
		await db.schema.alterTable('organisations').addColumn('letterhead', 'text').execute();
	},
};
