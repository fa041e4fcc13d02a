import type { Migration } from 'verbund';

/** Course packages as they were unpacked, and how far learners are in them. */
export const up: Migration['up'] = async (db) => {
	await db.schema
		.createTable('training_packages')
		.addColumn('file_id', 'text', (column) => column.primaryKey())
		// Null once the item is gone: what was unpacked is then removed from the disk.
		.addColumn('item_id', 'text', (column) => column.references('items.id').onDelete('set null'))
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('reason', 'text')
		.addColumn('manifest', 'text', (column) => column.notNull())
		.addColumn('files', 'integer', (column) => column.notNull())
		.addColumn('bytes', 'bigint', (column) => column.notNull())
		.addColumn('unpacked', 'integer', (column) => column.notNull())
		.execute();
	await db.schema.createIndex('training_packages_item').on('training_packages').column('item_id').execute();
	await db.schema
		.createTable('training_package_files')
		.addColumn('package_id', 'text', (column) => column.notNull())
		.addColumn('path', 'text', (column) => column.notNull())
		.addColumn('stored_id', 'text', (column) => column.notNull())
		.addColumn('size', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('training_package_files_pk', ['package_id', 'path'])
		.execute();
	await db.schema
		.createTable('training_package_states')
		.addColumn('course_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('person_id', 'text', (column) => column.notNull())
		.addColumn('round', 'integer', (column) => column.notNull())
		.addColumn('lesson_id', 'text', (column) => column.notNull())
		.addColumn('part_id', 'text', (column) => column.notNull())
		.addColumn('file_id', 'text', (column) => column.notNull())
		.addColumn('launch_id', 'text', (column) => column.notNull())
		.addColumn('status', 'text', (column) => column.notNull())
		.addColumn('score', 'integer')
		.addColumn('seconds', 'bigint', (column) => column.notNull())
		.addColumn('seconds_before', 'bigint', (column) => column.notNull())
		.addColumn('data', 'text', (column) => column.notNull())
		.addColumn('changed_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('training_package_states_pk', [
			'course_id',
			'person_id',
			'round',
			'lesson_id',
			'part_id',
		])
		.execute();
	await db.schema
		.createIndex('training_package_states_person')
		.on('training_package_states')
		.column('person_id')
		.execute();
};
