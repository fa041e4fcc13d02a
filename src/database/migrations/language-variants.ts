import type { Migration } from '../migrate.ts';

/**
 * Which revision a restored one took its text from; which source an unsaved translation is made from; where a problem
 * is seen that does not stand in the text.
 */
export const languageVariants: Migration = {
	name: '013-language-variants',
	async up(db) {
		await db.schema.alterTable('revisions').addColumn('restored_from', 'integer').execute();
		await db.schema.alterTable('working_copies').addColumn('based_on_revision', 'integer').execute();
		await db.schema.alterTable('problems').addColumn('path', 'text').execute();
	},
};
