import type { Migration } from 'verbund';

/** Quizzes as they were asked, who answered what, and what came of it. */
export const up: Migration['up'] = async (db) => {
	await db.schema
		.createTable('training_quiz_editions')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('language', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		// The source language may change the settings of a translation that stays as it is.
		.addColumn('digest', 'text', (column) => column.notNull())
		.addColumn('settings', 'text', (column) => column.notNull())
		.addColumn('quiz', 'text', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.execute();
	await db.schema
		.createIndex('training_quiz_editions_digest')
		.on('training_quiz_editions')
		.columns(['item_id', 'language', 'digest'])
		.unique()
		.execute();
	await db.schema
		.createTable('training_attempts')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('edition_id', 'text', (column) => column.notNull().references('training_quiz_editions.id'))
		.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('organisation_id', 'text', (column) => column.notNull())
		.addColumn('person_id', 'text', (column) => column.notNull())
		.addColumn('course_id', 'text', (column) => column.notNull())
		.addColumn('lesson_id', 'text', (column) => column.notNull())
		.addColumn('round', 'integer', (column) => column.notNull())
		.addColumn('number', 'integer', (column) => column.notNull())
		.addColumn('drawn', 'text', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('started_at', 'bigint', (column) => column.notNull())
		.addColumn('ends_at', 'bigint')
		.addColumn('submitted_at', 'bigint')
		.addColumn('points', 'double precision')
		.addColumn('most_points', 'double precision', (column) => column.notNull())
		.addColumn('passed', 'integer')
		.execute();
	// Whoever begins twice at the same moment gets the same attempt.
	await db.schema
		.createIndex('training_attempts_of_person')
		.on('training_attempts')
		.columns(['person_id', 'item_id', 'course_id', 'lesson_id', 'round', 'number'])
		.unique()
		.execute();
	await db.schema
		.createIndex('training_attempts_item')
		.on('training_attempts')
		.columns(['item_id', 'state'])
		.execute();
	await db.schema
		.createIndex('training_attempts_state')
		.on('training_attempts')
		.columns(['state', 'ends_at'])
		.execute();
	await db.schema
		.createTable('training_answers')
		.addColumn('attempt_id', 'text', (column) =>
			column.notNull().references('training_attempts.id').onDelete('cascade'),
		)
		.addColumn('question_key', 'text', (column) => column.notNull())
		.addColumn('answer', 'text')
		.addColumn('saved_at', 'bigint', (column) => column.notNull())
		.addColumn('is_final', 'integer', (column) => column.notNull().defaultTo(0))
		.addColumn('points', 'double precision')
		.addColumn('comment', 'text', (column) => column.notNull().defaultTo(''))
		.addColumn('marked_by', 'text')
		.addColumn('marked_at', 'bigint')
		.addPrimaryKeyConstraint('training_answers_pk', ['attempt_id', 'question_key'])
		.execute();
	await db.schema
		.createTable('training_quiz_imports')
		.addColumn('item_id', 'text', (column) => column.primaryKey().references('items.id').onDelete('cascade'))
		.addColumn('report', 'text', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.execute();
};
