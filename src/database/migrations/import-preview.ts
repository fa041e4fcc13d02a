import type { Migration } from '../migrate.ts';

/** What an import finds of its texts in the hub, and what was there before it changed them. */
export const importPreview: Migration = {
	name: '043-import-preview',
	async up(db) {
		await db.schema.alterTable('imports').addColumn('known_type', 'text').execute();
		await db.schema.alterTable('import_entries').addColumn('known', 'text').execute();
		await db.schema.alterTable('import_entries').addColumn('before_import', 'text').execute();
	},
};
