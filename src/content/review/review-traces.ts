import { sql, type Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { stateOfWriting } from './variant-state.ts';

/** What a person did and said on the way of texts to their readers. */
export interface ReviewTraces {
	export(personId: string): Promise<Readonly<Record<string, unknown>>>;
	/** The person's own words go; that something was done stays, by a former person. */
	erase(personId: string): Promise<void>;
}

export function createReviewTraces(database: Database): ReviewTraces {
	return {
		async export(personId) {
			return {
				steps: await database.query
					.selectFrom('item_steps')
					.select(['item_id as item', 'language', 'revision', 'act', 'reason', 'at'])
					.where('person_id', '=', personId)
					.orderBy('at')
					.execute(),
				comments: await database.query
					.selectFrom('review_comments')
					.select(['item_id as item', 'language', 'revision', 'text', 'proposal', 'created_at as createdAt'])
					.where('author_id', '=', personId)
					.orderBy('created_at')
					.execute(),
				submitted: await database.query
					.selectFrom('reviews')
					.select(['item_id as item', 'language', 'revision', 'message', 'submitted_at as submittedAt'])
					.where('submitted_by', '=', personId)
					.orderBy('submitted_at')
					.execute(),
				decided: await database.query
					.selectFrom('reviews')
					.select(['item_id as item', 'language', 'state', 'reason', 'decided_at as decidedAt'])
					.where('decided_by', '=', personId)
					.orderBy('decided_at')
					.execute(),
				planned: await database.query
					.selectFrom('publication_schedules')
					.select(['item_id as item', 'language', 'revision', 'publish_at as publishAt'])
					.where('person_id', '=', personId)
					.execute(),
				approves: await database.query
					.selectFrom('review_policy_people')
					.innerJoin('review_policies', 'review_policies.id', 'review_policy_people.policy_id')
					.innerJoin('organisations', 'organisations.id', 'review_policies.organisation_id')
					.select(['organisations.name as organisation', 'review_policies.type'])
					.where('person_id', '=', personId)
					.execute(),
			};
		},
		erase: (personId) =>
			database.transaction(async (transaction) => {
				await transaction.deleteFrom('publication_schedules').where('person_id', '=', personId).execute();
				await transaction.deleteFrom('review_policy_people').where('person_id', '=', personId).execute();
				await transaction
					.updateTable('item_steps')
					.set({ reason: '' })
					.where('person_id', '=', personId)
					.execute();
				await transaction
					.updateTable('review_comments')
					.set({ text: '', quote: '', proposal: null })
					.where('author_id', '=', personId)
					.execute();
				await transaction
					.updateTable('reviews')
					.set({ message: '' })
					.where('submitted_by', '=', personId)
					.execute();
				await transaction
					.updateTable('reviews')
					.set({ reason: '' })
					.where('decided_by', '=', personId)
					.execute();
				await endWithoutText(transaction);
			}),
	};
}

/** Texts that went with the person wait for nobody any more. */
async function endWithoutText(transaction: Kysely<Schema>): Promise<void> {
	const isGone = (alias: string) => sql<boolean>`not exists (select 1 from revisions written
		where written.item_id = ${sql.ref(`${alias}.item_id`)} and written.number = ${sql.ref(`${alias}.revision`)})`;
	await transaction
		.updateTable('reviews')
		.set({ state: 'withdrawn', decided_at: Date.now() })
		.where('state', '=', 'open')
		.where(isGone('reviews'))
		.execute();
	await transaction.deleteFrom('publication_schedules').where(isGone('publication_schedules')).execute();
	await transaction
		.updateTable('item_variants')
		.set({ state: stateOfWriting })
		.where('state', '=', 'inReview')
		.where(
			sql<boolean>`not exists (select 1 from reviews where reviews.item_id = item_variants.item_id
				and reviews.language = item_variants.language and reviews.state = 'open')`,
		)
		.execute();
}
