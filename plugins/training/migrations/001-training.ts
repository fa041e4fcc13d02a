import type { Migration } from 'verbund';

/** Courses as they are published, who takes part, how far each one is, and what came of it. */
export const up: Migration['up'] = async (db) => {
	await db.schema
		.createTable('training_courses')
		.addColumn('item_id', 'text', (column) => column.primaryKey().references('items.id').onDelete('cascade'))
		.addColumn('in_order', 'integer', (column) => column.notNull().defaultTo(0))
		.addColumn('certificate', 'integer', (column) => column.notNull().defaultTo(0))
		.addColumn('valid_months', 'integer')
		.addColumn('enrolment', 'text', (column) => column.notNull().defaultTo('open'))
		.addColumn('capacity', 'integer')
		.addColumn('enrol_until', 'bigint')
		.addColumn('finish_days', 'integer')
		.addColumn('refresh_days', 'integer')
		.addColumn('revision', 'integer', (column) => column.notNull().defaultTo(0))
		.addColumn('version', 'integer', (column) => column.notNull().defaultTo(0))
		.execute();
	await db.schema
		.createTable('training_course_lessons')
		.addColumn('course_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('lesson_id', 'text', (column) => column.notNull())
		.addColumn('item_id', 'text', (column) => column.notNull())
		.addColumn('position', 'integer', (column) => column.notNull())
		.addColumn('edition', 'integer', (column) => column.notNull())
		.addPrimaryKeyConstraint('training_course_lessons_pk', ['course_id', 'lesson_id'])
		.execute();
	await db.schema
		.createIndex('training_course_lessons_item')
		.on('training_course_lessons')
		.column('item_id')
		.execute();
	await db.schema
		.createTable('training_prerequisites')
		.addColumn('course_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('required_id', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('training_prerequisites_pk', ['course_id', 'required_id'])
		.execute();
	await db.schema
		.createTable('training_enrolments')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('course_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('person_id', 'text', (column) => column.notNull())
		.addColumn('organisation_id', 'text')
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('origin', 'text', (column) => column.notNull())
		.addColumn('reason', 'text', (column) => column.notNull().defaultTo(''))
		.addColumn('decided_by', 'text')
		.addColumn('round', 'integer', (column) => column.notNull().defaultTo(1))
		.addColumn('due_at', 'bigint')
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('enrolled_at', 'bigint')
		.addColumn('completed_at', 'bigint')
		.addColumn('reminded_at', 'bigint')
		.execute();
	await db.schema
		.createIndex('training_enrolments_course_person')
		.on('training_enrolments')
		.columns(['course_id', 'person_id'])
		.unique()
		.execute();
	await db.schema
		.createIndex('training_enrolments_person')
		.on('training_enrolments')
		.columns(['person_id', 'state'])
		.execute();
	await db.schema
		.createTable('training_progress')
		.addColumn('course_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('person_id', 'text', (column) => column.notNull())
		.addColumn('round', 'integer', (column) => column.notNull())
		.addColumn('lesson_id', 'text', (column) => column.notNull())
		.addColumn('score', 'integer')
		.addColumn('done_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('training_progress_pk', ['course_id', 'person_id', 'round', 'lesson_id'])
		.execute();
	await db.schema
		.createIndex('training_progress_person')
		.on('training_progress')
		.column('person_id')
		.execute();
	await db.schema
		.createTable('training_completions')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('number', 'text', (column) => column.unique())
		.addColumn('course_id', 'text', (column) => column.notNull())
		.addColumn('title', 'text', (column) => column.notNull())
		.addColumn('language', 'text', (column) => column.notNull())
		.addColumn('organisation_id', 'text', (column) => column.notNull())
		.addColumn('person_id', 'text', (column) => column.notNull())
		.addColumn('completed_at', 'bigint', (column) => column.notNull())
		.addColumn('valid_until', 'bigint')
		.addColumn('renewed_at', 'bigint')
		.execute();
	await db.schema
		.createIndex('training_completions_person')
		.on('training_completions')
		.columns(['person_id', 'course_id'])
		.execute();
	await db.schema
		.createTable('training_dates')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('course_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('lesson_id', 'text')
		.addColumn('title', 'text', (column) => column.notNull().defaultTo(''))
		.addColumn('starts_at', 'bigint', (column) => column.notNull())
		.addColumn('ends_at', 'bigint', (column) => column.notNull())
		.addColumn('place', 'text', (column) => column.notNull().defaultTo(''))
		.addColumn('room', 'text', (column) => column.notNull().defaultTo(''))
		.addColumn('online', 'text', (column) => column.notNull().defaultTo(''))
		.addColumn('capacity', 'integer')
		.addColumn('register_until', 'bigint')
		.addColumn('cancelled_at', 'bigint')
		.addColumn('sequence', 'integer', (column) => column.notNull().defaultTo(0))
		.addColumn('changed_at', 'bigint', (column) => column.notNull())
		.execute();
	await db.schema
		.createIndex('training_dates_course')
		.on('training_dates')
		.columns(['course_id', 'starts_at'])
		.execute();
	await db.schema
		.createTable('training_seats')
		.addColumn('date_id', 'text', (column) =>
			column.notNull().references('training_dates.id').onDelete('cascade'),
		)
		.addColumn('person_id', 'text', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('attended', 'integer')
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('changed_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('training_seats_pk', ['date_id', 'person_id'])
		.execute();
	await db.schema.createIndex('training_seats_person').on('training_seats').column('person_id').execute();
	await db.schema
		.createTable('training_targets')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('course_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('principal', 'text', (column) => column.notNull())
		.addColumn('joined_since', 'bigint')
		.addColumn('finish_days', 'integer')
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.execute();
	await db.schema
		.createTable('training_obligations')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('organisation_id', 'text', (column) =>
			column.notNull().references('organisations.id').onDelete('cascade'),
		)
		.addColumn('course_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('principal', 'text', (column) => column.notNull())
		.addColumn('every_months', 'integer')
		.addColumn('within_days', 'integer', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.execute();
	await db.schema
		.createTable('training_submissions')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('course_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('lesson_id', 'text', (column) => column.notNull())
		.addColumn('person_id', 'text', (column) => column.notNull())
		.addColumn('round', 'integer', (column) => column.notNull())
		.addColumn('text', 'text', (column) => column.notNull())
		.addColumn('submitted_at', 'bigint', (column) => column.notNull())
		.addColumn('verdict', 'text')
		.addColumn('feedback', 'text', (column) => column.notNull().defaultTo(''))
		.addColumn('answered_by', 'text')
		.addColumn('answered_at', 'bigint')
		.execute();
	await db.schema
		.createIndex('training_submissions_lesson')
		.on('training_submissions')
		.columns(['course_id', 'lesson_id', 'person_id'])
		.execute();
};
