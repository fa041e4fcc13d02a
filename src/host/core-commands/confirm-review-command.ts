import { z } from 'zod';
import { confirmableItem, nextReviewOf } from '../../content/review/confirming.ts';
import type { ContentStore } from '../../content/content-store.ts';
import type { Database } from '../../database/database.ts';
import type { CommandContext } from '../command.ts';
import type { Settings } from '../settings.ts';
import { id, type AddCommand } from './core-command.ts';
import { day } from './draft-input.ts';
import { requireUnchanged } from './require-unchanged.ts';

export interface ConfirmReviewParts {
	readonly content: ContentStore;
	readonly database: Database;
	readonly settings: Settings;
}

/** "Gilt weiterhin": by those who publish, and by whoever answers for the item. */
export function addConfirmReviewCommand(
	add: AddCommand,
	{ content, database, settings }: ConfirmReviewParts,
): void {
	add(
		'content.confirmReview',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({
				itemId: id,
				/** Without it, as many months later as the organisation's policy or its settings say. */
				nextReview: day.optional(),
				/** When it was to be reviewed so far, as the form showed it. */
				expectedReviewDueAt: z.int().nullable().optional(),
			}),
			target: ({ actor }: CommandContext, { itemId }) => confirmableItem(database, actor, itemId),
			async run({ actor }, { itemId, nextReview, expectedReviewDueAt }) {
				const item = await confirmableItem(database, actor, itemId);
				const subject = { organisationId: item.organisationId, personId: null };
				const usual = Number((await settings.read(subject)).get('content.reviewMonths'));
				const next = nextReview ?? (await nextReviewOf(database, item, usual));
				if (expectedReviewDueAt !== undefined) {
					requireUnchanged({
						title: item.title,
						expected: { nextReview: expectedReviewDueAt },
						present: { nextReview: item.reviewDueAt },
						wanted: { nextReview: next },
					});
				}
				await content.confirmReview(actor, itemId, next);
				return { nextReviewAt: next };
			},
			audit: ({ itemId }) => ({ objects: { item: itemId } }),
		},
	);
}
