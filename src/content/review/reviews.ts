import type { Kysely } from 'kysely';
import type { Actor } from '../../access/actor.ts';
import { approvesUnder } from '../../access/approvers.ts';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { VerbundError, notFound } from '../../errors.ts';
import { createId } from '../../ids.ts';
import { checkAudience } from '../audience.ts';
import { requireItem } from '../item-rows.ts';
import type { Revision } from '../item.ts';
import { findRevision, newestRevision } from '../revisions.ts';
import { recordStep } from './item-steps.ts';
import { findPolicy } from './policies.ts';
import { possibleApprovers } from './possible-approvers.ts';
import { writersSincePublication } from './publishing-rule.ts';
import { deleteSchedule } from './scheduled-rows.ts';
import { stateOfWriting } from './variant-state.ts';
import { asksForApproval, type ReviewPolicy } from './review-policy.ts';

export interface Submission {
	readonly itemId: string;
	readonly language: string;
	/** The variant's newest. */
	readonly revision: number;
	readonly major: boolean;
	/** Whom the approval lets read it; without it the audience stays. */
	readonly audience?: readonly string[];
	/** When it is to be published; without it at once. */
	readonly publishAt?: number;
	/** To those who approve. */
	readonly message: string;
}

/** A text that waits for a decision. */
export interface OpenReview extends Submission {
	readonly id: string;
	readonly type: string;
	readonly organisationId: string;
	readonly submittedBy: string | null;
}

/** Giving a text to others, and their decision. */
export interface Reviews {
	/**
	 * Gives the newest text of a variant to those who approve; one that waits already is given anew. Answers the id.
	 *
	 * @throws VerbundError `content.conflict`, `review.nobodyApproves`, `review.nothingNew`
	 */
	submit(actor: Actor, submission: Submission): Promise<string>;
	/** @throws VerbundError `review.decided` where nothing waits */
	withdraw(actor: Actor, itemId: string, language: string): Promise<void>;
	/**
	 * What the actor decides about, in this revision.
	 *
	 * @throws VerbundError `request.notFound` for all but those who approve it, `review.decided` if somebody was
	 * faster, `review.textChanged` if the text is another one by now
	 */
	requireOpen(actor: Actor, id: string, revision: number): Promise<OpenReview>;
	/** What `requireOpen` answered with, as it is written. */
	text(review: OpenReview): Promise<Revision>;
	/** After `requireOpen`, in its transaction. */
	sendBack(actor: Actor, review: OpenReview, reason: string): Promise<void>;
}

export function createReviews(database: Database): Reviews {
	return {
		submit: (actor, submission) =>
			database.transaction(async (transaction) => {
				const { itemId, language, revision, major, audience, publishAt, message } = submission;
				const item = await requireItem(transaction, itemId);
				if (audience) await checkAudience(transaction, item.organisation_id, audience);
				const newest = await newestRevision(transaction, itemId, language);
				if (newest?.number !== revision) {
					throw new VerbundError('content.conflict', {
						values: { title: newest?.title ?? '', revision: newest?.number ?? 0 },
					});
				}
				const variant = await transaction
					.selectFrom('item_variants')
					.select('draft_revision')
					.where('item_id', '=', itemId)
					.where('language', '=', language)
					.executeTakeFirstOrThrow(notFound);
				if (variant.draft_revision === null) throw new VerbundError('review.nothingNew');
				const place = {
					organisationId: item.organisation_id,
					type: item.type,
					collectionId: item.collection_id,
				};
				const found = await findPolicy(transaction, place);
				const policy = asksForApproval(found) ? found : null;
				await requireSomebody(transaction, submission, item.organisation_id, policy);
				const waiting = await transaction
					.selectFrom('reviews')
					.select('id')
					.where('item_id', '=', itemId)
					.where('language', '=', language)
					.where('state', '=', 'open')
					.executeTakeFirst();
				const id = waiting?.id ?? createId();
				const given = {
					revision,
					major: major ? 1 : 0,
					audience: audience ? JSON.stringify(audience) : null,
					publish_at: publishAt ?? null,
					message,
					policy_id: policy?.id ?? null,
					submitted_by: personOf(actor),
					submitted_at: Date.now(),
				};
				await transaction
					.insertInto('reviews')
					.values({ id, item_id: itemId, language, state: 'open', reason: '', ...given })
					.onConflict((conflict) => conflict.column('id').doUpdateSet(given))
					.execute();
				await deleteSchedule(transaction, itemId, language);
				await setState(transaction, { itemId, language }, 'inReview');
				await recordStep(transaction, actor, {
					itemId,
					language,
					revision,
					act: 'submitted',
					reason: message,
					facts: { ...(major ? { major: 1 } : {}), ...(publishAt === undefined ? {} : { publishAt }) },
				});
				return id;
			}),
		withdraw: (actor, itemId, language) =>
			database.transaction(async (transaction) => {
				await requireItem(transaction, itemId);
				const withdrawn = await transaction
					.updateTable('reviews')
					.set({ state: 'withdrawn', decided_at: Date.now(), decided_by: personOf(actor) })
					.where('item_id', '=', itemId)
					.where('language', '=', language)
					.where('state', '=', 'open')
					.returning('revision')
					.executeTakeFirst();
				if (!withdrawn) throw new VerbundError('review.decided');
				await setState(transaction, { itemId, language }, 'writing');
				await recordStep(transaction, actor, {
					itemId,
					language,
					revision: withdrawn.revision,
					act: 'withdrawn',
				});
			}),
		async requireOpen(actor, id, revision) {
			const { query } = database;
			const row = await query
				.selectFrom('reviews')
				.innerJoin('items', 'items.id', 'reviews.item_id')
				.leftJoin('review_policies as policy', 'policy.id', 'reviews.policy_id')
				.selectAll('reviews')
				.select(['items.type', 'items.organisation_id'])
				.where('reviews.id', '=', id)
				.where('items.deleted_at', 'is', null)
				.where('items.archived_at', 'is', null)
				.where(approvesUnder(actor, 'policy', 'items.organisation_id'))
				.executeTakeFirstOrThrow(notFound);
			if (row.state !== 'open') throw new VerbundError('review.decided');
			const newest = await newestRevision(query, row.item_id, row.language);
			if (newest?.number !== revision) {
				throw new VerbundError('review.textChanged', { values: { revision: newest?.number ?? 0 } });
			}
			return {
				id,
				itemId: row.item_id,
				language: row.language,
				revision,
				major: row.major === 1,
				message: row.message,
				type: row.type,
				organisationId: row.organisation_id,
				submittedBy: row.submitted_by,
				...(row.audience === null ? {} : { audience: JSON.parse(row.audience) as readonly string[] }),
				...(row.publish_at === null ? {} : { publishAt: row.publish_at }),
			};
		},
		async text({ itemId, revision }) {
			const text = await findRevision(database.query, itemId, revision);
			if (!text) throw notFound();
			return text;
		},
		sendBack: (actor, { id, itemId, language, revision }, reason) =>
			database.transaction(async (transaction) => {
				await transaction
					.updateTable('reviews')
					.set({
						state: 'sentBack',
						reason,
						decided_at: Date.now(),
						decided_by: personOf(actor),
						decided_revision: revision,
					})
					.where('id', '=', id)
					.execute();
				await setState(transaction, { itemId, language }, 'writing');
				await recordStep(transaction, actor, { itemId, language, revision, act: 'sentBack', reason });
			}),
	};
}

/**
 * A text that is approved waits for nobody any more.
 *
 * @returns whether it did
 */
export async function closeReview(
	transaction: Kysely<Schema>,
	actor: Actor,
	{ itemId, language, revision }: { itemId: string; language: string; revision: number },
): Promise<boolean> {
	const closed = await transaction
		.updateTable('reviews')
		.set({
			state: 'approved',
			decided_at: Date.now(),
			decided_by: personOf(actor),
			decided_revision: revision,
		})
		.where('item_id', '=', itemId)
		.where('language', '=', language)
		.where('state', '=', 'open')
		.returning('id')
		.executeTakeFirst();
	if (closed) await setState(transaction, { itemId, language }, 'writing');
	return closed !== undefined;
}

async function setState(
	transaction: Kysely<Schema>,
	{ itemId, language }: { readonly itemId: string; readonly language: string },
	state: 'inReview' | 'writing',
): Promise<void> {
	await transaction
		.updateTable('item_variants')
		.set({ state: state === 'inReview' ? 'inReview' : stateOfWriting })
		.where('item_id', '=', itemId)
		.where('language', '=', language)
		.execute();
}

/** A text that nobody could ever approve would wait for good. */
async function requireSomebody(
	transaction: Kysely<Schema>,
	{ itemId, language }: Submission,
	organisationId: string,
	policy: ReviewPolicy | null,
): Promise<void> {
	const approvers = await possibleApprovers(transaction, organisationId, policy);
	const writers = policy?.fourEyes ? await writersSincePublication(transaction, itemId, language) : [];
	if (approvers.every((id) => writers.includes(id))) throw new VerbundError('review.nobodyApproves');
}

function personOf(actor: Actor): string | null {
	return actor.kind === 'person' ? actor.personId : null;
}
