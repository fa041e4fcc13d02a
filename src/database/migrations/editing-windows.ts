import type { Migration } from '../migrate.ts';

/** Which of a person's windows wrote an unsaved text last. */
export const editingWindows: Migration = {
	name: '043-editing-windows',
	async up(db) {
		await db.schema
			.alterTable('working_copies')
			.addColumn('window_id', 'text', (column) => column.notNull().defaultTo(''))
			.execute();
	},
};
