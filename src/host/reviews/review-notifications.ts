import type { Actor } from '../../access/actor.ts';
import type { ReviewComments } from '../../content/review/comments.ts';
import { findPolicy } from '../../content/review/policies.ts';
import { possibleApprovers } from '../../content/review/possible-approvers.ts';
import { writersSincePublication } from '../../content/review/publishing-rule.ts';
import { asksForApproval } from '../../content/review/review-policy.ts';
import type { OpenReview } from '../../content/review/reviews.ts';
import type { Database } from '../../database/database.ts';
import type { Notifications } from '../../notifications/notifications.ts';

/** Whom the steps of a text concern besides whoever takes them. Inside the transaction of the step. */
export interface ReviewNotifications {
	/** A text waits: for those who may approve it. */
	asked(actor: Actor, review: { readonly reviewId: string; readonly itemId: string }): Promise<void>;
	/** It was decided about: for whoever submitted it. */
	decided(actor: Actor, review: OpenReview, outcome: 'approved' | 'sentBack'): Promise<void>;
	/** Somebody said something: for who wrote the text last, and for those who spoke before. */
	commented(actor: Actor, commentId: string): Promise<void>;
	/** The day of a review has come: for whoever answers for the item. */
	due(item: {
		readonly itemId: string;
		readonly dueAt: number;
		readonly to: readonly string[];
	}): Promise<void>;
}

export interface ReviewNotificationParts {
	readonly database: Database;
	readonly notifications: Notifications;
	readonly comments: ReviewComments;
}

const asked = 'core.reviewAsked';
const sentBack = 'core.reviewSentBack';
const approved = 'core.reviewApproved';
const commentedOn = 'core.commented';
export const reviewDue = 'core.reviewDue';

export function createReviewNotifications(parts: ReviewNotificationParts): ReviewNotifications {
	const { database, notifications, comments } = parts;
	notifications.declare([
		{ id: asked, title: `%notificationKind.${asked}%`, mail: 'now', pluginId: null },
		{ id: sentBack, title: `%notificationKind.${sentBack}%`, mail: 'now', pluginId: null },
		{ id: approved, title: `%notificationKind.${approved}%`, mail: 'daily', pluginId: null },
		{ id: commentedOn, title: `%notificationKind.${commentedOn}%`, mail: 'daily', pluginId: null },
		{ id: reviewDue, title: `%notificationKind.${reviewDue}%`, mail: 'now', pluginId: null },
	]);
	const by = (actor: Actor) => (actor.kind === 'person' ? { by: actor.personId } : {});

	return {
		async asked(actor, { reviewId, itemId }) {
			const { query } = database;
			const item = await query
				.selectFrom('items')
				.innerJoin('reviews', 'reviews.item_id', 'items.id')
				.select(['items.organisation_id as organisationId', 'items.type', 'reviews.language'])
				.select('items.collection_id as collectionId')
				.where('reviews.id', '=', reviewId)
				.executeTakeFirstOrThrow();
			const found = await findPolicy(query, item);
			const policy = asksForApproval(found) ? found : null;
			const approvers = await possibleApprovers(query, item.organisationId, policy);
			const writers = policy?.fourEyes ? await writersSincePublication(query, itemId, item.language) : [];
			await notifications.notify({
				kind: asked,
				to: approvers.filter((id) => !writers.includes(id)),
				itemId,
				path: `/reviews/${reviewId}`,
				key: reviewId,
				...by(actor),
			});
		},
		async decided(actor, { id, itemId, submittedBy }, outcome) {
			await notifications.withdraw(asked, id);
			if (submittedBy === null) return;
			await notifications.notify({
				kind: outcome === 'approved' ? approved : sentBack,
				to: [submittedBy],
				itemId,
				path: `/reviews/${id}`,
				...by(actor),
			});
		},
		async commented(actor, commentId) {
			const { itemId, path, people } = await comments.concerned(commentId);
			await notifications.notify({
				kind: commentedOn,
				to: people,
				itemId,
				path,
				key: commentId,
				...by(actor),
			});
		},
		due: ({ itemId, dueAt, to }) =>
			notifications.notify({
				kind: reviewDue,
				to,
				itemId,
				data: { dueOn: dueAt },
				key: `${itemId}:${dueAt}`,
			}),
	};
}
