import type { Migration } from '../migrate.ts';

/** What the checks found in the newest text of each variant, and on which state of things they looked. */
export const problems: Migration = {
	name: '011-problems',
	async up(db) {
		await db.schema
			.createTable('problems')
			.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
			.addColumn('language', 'text', (column) => column.notNull())
			.addColumn('position', 'integer', (column) => column.notNull())
			.addColumn('revision', 'integer', (column) => column.notNull())
			.addColumn('kind', 'text', (column) => column.notNull())
			.addColumn('severity', 'text', (column) => column.notNull())
			.addColumn('message', 'text', (column) => column.notNull())
			.addColumn('message_values', 'text', (column) => column.notNull())
			.addColumn('field', 'text')
			.addColumn('start_offset', 'integer')
			.addColumn('end_offset', 'integer')
			.addColumn('proposal', 'text')
			.addPrimaryKeyConstraint('problems_pk', ['item_id', 'language', 'position'])
			// Words of a text are quoted here: they go with the revision they stand in.
			.addForeignKeyConstraint(
				'problems_revision_fk',
				['item_id', 'revision'],
				'revisions',
				['item_id', 'number'],
				(key) => key.onDelete('cascade'),
			)
			.execute();
		await db.schema
			.createIndex('problems_revision')
			.on('problems')
			.columns(['item_id', 'revision'])
			.execute();
		await db.schema
			.createTable('problem_checks')
			.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
			.addColumn('language', 'text', (column) => column.notNull())
			.addColumn('revision', 'integer', (column) => column.notNull())
			.addColumn('item_updated_at', 'bigint', (column) => column.notNull())
			.addColumn('organisation_version', 'integer', (column) => column.notNull())
			.addColumn('checks', 'text', (column) => column.notNull())
			.addColumn('checked_at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('problem_checks_pk', ['item_id', 'language'])
			.execute();
	},
};
