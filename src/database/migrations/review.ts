import { sql, type Kysely } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Who approves what, texts that wait for it, what was said about them, and every step of an item. */
export const review: Migration = {
	name: '012-review',
	async up(db) {
		await createPolicies(db);
		await createReviews(db);
		await createComments(db);
		await createSteps(db);
	},
};

async function createPolicies(db: Kysely<never>): Promise<void> {
	await db.schema
		.createTable('review_policies')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('organisation_id', 'text', (column) => column.notNull().references('organisations.id'))
		.addColumn('type', 'text', (column) => column.notNull())
		.addColumn('collection_id', 'text', (column) => column.references('collections.id').onDelete('cascade'))
		.addColumn('approvers', 'text', (column) => column.notNull())
		.addColumn('group_id', 'text', (column) => column.references('groups.id').onDelete('set null'))
		.addColumn('four_eyes', 'integer', (column) => column.notNull())
		.addColumn('check_months', 'integer')
		.addColumn('revision', 'integer', (column) => column.notNull())
		.execute();
	await sql`create unique index review_policies_place
		on review_policies (organisation_id, type, coalesce(collection_id, ''))`.execute(db);
	await db.schema
		.createTable('review_policy_people')
		.addColumn('policy_id', 'text', (column) =>
			column.notNull().references('review_policies.id').onDelete('cascade'),
		)
		.addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
		.addPrimaryKeyConstraint('review_policy_people_pk', ['policy_id', 'person_id'])
		.execute();
}

async function createReviews(db: Kysely<never>): Promise<void> {
	await db.schema
		.createTable('reviews')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('language', 'text', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('major', 'integer', (column) => column.notNull())
		.addColumn('audience', 'text')
		.addColumn('publish_at', 'bigint')
		.addColumn('message', 'text', (column) => column.notNull())
		.addColumn('policy_id', 'text', (column) => column.references('review_policies.id').onDelete('set null'))
		.addColumn('submitted_by', 'text')
		.addColumn('submitted_at', 'bigint', (column) => column.notNull())
		.addColumn('decided_by', 'text')
		.addColumn('decided_at', 'bigint')
		.addColumn('decided_revision', 'integer')
		.addColumn('reason', 'text', (column) => column.notNull())
		.execute();
	await sql`create unique index reviews_open on reviews (item_id, language) where state = 'open'`.execute(db);
	await db.schema
		.createIndex('reviews_item_id')
		.on('reviews')
		.columns(['item_id', 'language', 'submitted_at'])
		.execute();
	await db.schema
		.createTable('publication_schedules')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('language', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('major', 'integer', (column) => column.notNull())
		.addColumn('audience', 'text')
		.addColumn('publish_at', 'bigint', (column) => column.notNull())
		.addColumn('person_id', 'text')
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('failure', 'text')
		.addUniqueConstraint('publication_schedules_variant', ['item_id', 'language'])
		.execute();
}

async function createComments(db: Kysely<never>): Promise<void> {
	await db.schema
		.createTable('review_comments')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('language', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('parent_id', 'text', (column) => column.references('review_comments.id').onDelete('cascade'))
		.addColumn('quote', 'text', (column) => column.notNull())
		.addColumn('position', 'integer', (column) => column.notNull())
		.addColumn('text', 'text', (column) => column.notNull())
		.addColumn('author_id', 'text')
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('resolved_by', 'text')
		.addColumn('resolved_at', 'bigint')
		// Words of a text are quoted here: they go with the revision they stand in.
		.addForeignKeyConstraint(
			'review_comments_revision_fk',
			['item_id', 'revision'],
			'revisions',
			['item_id', 'number'],
			(key) => key.onDelete('cascade'),
		)
		.execute();
	await db.schema
		.createIndex('review_comments_item_id')
		.on('review_comments')
		.columns(['item_id', 'language'])
		.execute();
	await db.schema
		.createIndex('review_comments_revision')
		.on('review_comments')
		.columns(['item_id', 'revision'])
		.execute();
}

async function createSteps(db: Kysely<never>): Promise<void> {
	await db.schema
		.createTable('item_steps')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('language', 'text')
		.addColumn('revision', 'integer')
		.addColumn('act', 'text', (column) => column.notNull())
		.addColumn('person_id', 'text')
		.addColumn('at', 'bigint', (column) => column.notNull())
		.addColumn('reason', 'text', (column) => column.notNull())
		.addColumn('facts', 'text', (column) => column.notNull())
		.execute();
	await db.schema.createIndex('item_steps_item_id').on('item_steps').columns(['item_id', 'at']).execute();
}
