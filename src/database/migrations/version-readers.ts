import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/**
 * Whom a version was published to, until somebody takes it back. Of the time before nobody knows that, so of each text
 * only the version that is published now counts.
 */
export const versionReaders: Migration = {
	name: '044-version-readers',
	async up(db) {
		await db.schema
			.createTable('version_readers')
			.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
			.addColumn('revision', 'integer', (column) => column.notNull())
			.addColumn('principal', 'text', (column) => column.notNull())
			.addPrimaryKeyConstraint('version_readers_pk', ['item_id', 'revision', 'principal'])
			.execute();
		await sql`insert into version_readers (item_id, revision, principal)
			select variant.item_id, variant.published_revision, audience.principal
			from item_variants as variant join item_audience as audience on audience.item_id = variant.item_id
			where variant.published_revision is not null`.execute(db);
	},
};
