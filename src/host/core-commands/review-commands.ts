import { z } from 'zod';
import type { Access } from '../../access/permissions.ts';
import type { ContentStore } from '../../content/content-store.ts';
import type { Publish } from '../../content/item-writing.ts';
import type { ReviewComments } from '../../content/review/comments.ts';
import { locatePassage } from '../../content/review/passages.ts';
import type { Reviews } from '../../content/review/reviews.ts';
import type { PublicationSchedules } from '../../content/review/schedules.ts';
import type { WorkingCopies } from '../../content/working-copies.ts';
import type { Database } from '../../database/database.ts';
import { VerbundError } from '../../errors.ts';
import { germanTime } from '../../l10n/german-days.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import { publishScheduled } from '../core-jobs/schedule-job.ts';
import type { AuditNote, CommandContext } from '../command.ts';
import type { ReviewNotifications } from '../reviews/review-notifications.ts';
import { reviewText } from '../reviews/review-text.ts';
import { id, type AddCommand } from './core-command.ts';
import {
	acknowledgeBy,
	audience,
	createSaving,
	type SavingParts,
	draft,
	language,
	revision,
} from './draft-input.ts';

const longestWords = 4000;
const message = z.string().trim().max(longestWords).default('');
const words = z.string().trim().min(1).max(longestWords);
const major = z.boolean().default(false);

/** A time to come: as a clock in Germany shows it, `2027-11-03T08:30`, or with its zone. Empty for none. */
const time = z
	.string()
	.max(40)
	.transform((text, context) => {
		if (text.trim() === '') return undefined;
		const at = germanTime(text) ?? (/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN);
		if (Number.isNaN(at)) context.addIssue({ code: 'custom', message: 'field.time' });
		else if (at <= Date.now()) context.addIssue({ code: 'custom', message: 'field.past' });
		return at;
	});
const publishAt = time.optional();
const requiredTime = time.transform((at, context) => {
	if (at !== undefined) return at;
	context.addIssue({ code: 'custom', message: 'field.required' });
	return z.NEVER;
});

const comment = z
	.strictObject({
		...{ itemId: id, language, revision, text: message },
		/** Words of the text; empty for a comment on the whole of it. */
		quote: z.string().trim().max(1000).default(''),
		/** Where they stand, roughly: characters without spaces before them. */
		position: z.int().min(0).max(10_000_000).default(0),
		/** Other words in their place; empty for none. */
		proposal: z.string().trim().max(1000).default(''),
		/** Nothing in their place. */
		strike: z.boolean().default(false),
	})
	.superRefine(({ text, quote, proposal, strike }, context) => {
		if (strike && proposal !== '')
			context.addIssue({ code: 'custom', path: ['proposal'], message: 'field.wordsToStrike' });
		const proposes = strike || proposal !== '';
		const missing = proposes ? quote === '' && 'quote' : text === '' && 'text';
		if (missing) context.addIssue({ code: 'custom', path: [missing], message: 'field.required' });
	});

export interface ReviewCommandParts {
	readonly content: ContentStore;
	readonly database: Database;
	readonly workingCopies: WorkingCopies;
	readonly access: Access;
	readonly acknowledgements: SavingParts['acknowledgements'];
	readonly reviews: Reviews;
	readonly comments: ReviewComments;
	readonly schedules: PublicationSchedules;
	readonly jobs: Jobs;
	readonly reviewNotifications: ReviewNotifications;
}

/** From the author to those who approve, back or on to the readers; what is said about a text on its way. */
export function addReviewCommands(add: AddCommand, parts: ReviewCommandParts): void {
	const { content, access, reviews, comments, schedules, jobs, reviewNotifications: tell } = parts;
	const { askToConfirm, saveChanged, requireShare } = createSaving(parts);
	const ofItem = ({ actor }: CommandContext, input: { itemId: string }) => content.owner(actor, input.itemId);
	/** Published at its time by a job that is there if and only if the plan is. */
	const plan = async ({ actor }: CommandContext, target: Publish, at: number) => {
		const scheduleId = await schedules.plan(actor, target, at);
		await jobs.enqueue(publishScheduled, { scheduleId }, { runAt: at });
	};
	const requirePublishing = async ({ actor }: CommandContext, itemId: string, of: string) => {
		const { fault } = await content.publishingRight(actor, itemId, of);
		if (fault) throw new VerbundError(fault);
	};

	add(
		'content.submitForReview',
		{ permission: 'content.write' },
		{
			input: z.strictObject({
				...{ itemId: id, language, revision, major, message, publishAt },
				audience: audience.min(1).optional(),
			}),
			target: ofItem,
			async run(context, input) {
				await requireShare(context, input.itemId, input.audience);
				const reviewId = await reviews.submit(context.actor, withoutEmpty(input));
				await tell.asked(context.actor, { reviewId, itemId: input.itemId });
				return { reviewId };
			},
			audit: (input, output) => noteReview(input, input.revision, output.reviewId),
		},
	);
	add(
		'content.saveAndSubmit',
		{ permission: 'content.write' },
		{
			input: z.strictObject({ ...draft, major, message, publishAt, audience: audience.min(1).optional() }),
			target: ofItem,
			async run(context, input) {
				await requireShare(context, input.itemId, input.audience);
				const saved = await saveChanged(context, input);
				const reviewId = await reviews.submit(
					context.actor,
					withoutEmpty({
						itemId: input.itemId,
						language: input.language,
						revision: saved,
						major: input.major,
						message: input.message,
						publishAt: input.publishAt,
						audience: input.audience,
					}),
				);
				await tell.asked(context.actor, { reviewId, itemId: input.itemId });
				return { revision: saved, reviewId };
			},
			audit: (input, output) => noteReview(input, output.revision, output.reviewId),
		},
	);
	add(
		'content.withdrawReview',
		{ permission: 'content.write' },
		{
			input: z.strictObject({ itemId: id, language }),
			target: ofItem,
			async run({ actor }, input) {
				await reviews.withdraw(actor, input.itemId, input.language);
				return {};
			},
			audit: (input) => ({ objects: { item: input.itemId, language: input.language } }),
		},
	);
	add(
		'content.approve',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ reviewId: id, revision, major: z.boolean().optional(), publishAt }),
			async prepare({ actor }, input) {
				const review = await reviews.requireOpen(actor, input.reviewId, input.revision);
				return content.prepare(review.type, await reviews.text(review), actor);
			},
			async run(context, input, publication) {
				const { actor } = context;
				const review = await reviews.requireOpen(actor, input.reviewId, input.revision);
				const { itemId, organisationId } = review;
				await requirePublishing(context, itemId, review.language);
				const target = {
					itemId,
					language: review.language,
					revision: input.revision,
					major: input.major ?? review.major,
					...(review.audience ? { audience: review.audience } : {}),
				};
				const at = input.publishAt ?? review.publishAt;
				await tell.decided(actor, review, 'approved');
				if (at !== undefined && at > Date.now()) {
					await plan(context, target, at);
					return { itemId, organisationId, language: review.language, publishAt: at, refusedLinks: [] };
				}
				await content.publish(actor, target, publication);
				return {
					itemId,
					organisationId,
					language: review.language,
					publishAt: null,
					refusedLinks: publication.refusedLinks,
				};
			},
			audit: (input, output) => noteDecision(input, output),
		},
	);
	add(
		'content.sendBack',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ reviewId: id, revision, reason: words }),
			async run({ actor }, input) {
				const review = await reviews.requireOpen(actor, input.reviewId, input.revision);
				await reviews.sendBack(actor, review, input.reason);
				await tell.decided(actor, review, 'sentBack');
				return {
					itemId: review.itemId,
					organisationId: review.organisationId,
					language: review.language,
				};
			},
			audit: (input, output) => noteDecision(input, output),
		},
	);
	add(
		'content.schedule',
		{ permission: 'content.publish' },
		{
			input: z.strictObject({
				...{ itemId: id, language, revision, major, publishAt: requiredTime },
				audience: audience.min(1).optional(),
			}),
			target: ofItem,
			async run(context, { publishAt: at, ...input }) {
				await requireShare(context, input.itemId, input.audience);
				await requirePublishing(context, input.itemId, input.language);
				await plan(context, withoutEmpty(input), at);
				return {};
			},
			audit: (input) => noteScheduled(input, input.revision),
		},
	);
	add(
		'content.saveAndSchedule',
		{ permission: 'content.publish' },
		{
			input: z.strictObject({
				...draft,
				major,
				publishAt: requiredTime,
				acknowledgeBy,
				audience: audience.min(1).optional(),
			}),
			target: ofItem,
			async prepare({ actor }, input) {
				const { type } = await content.owner(actor, input.itemId);
				// What could not be published now is said now, and not at its time.
				await content.prepare(type, input, actor);
			},
			async run(context, input) {
				access.require(context.actor, 'content.write', await ofItem(context, input));
				await requireShare(context, input.itemId, input.audience);
				const saved = await saveChanged(context, input);
				await requirePublishing(context, input.itemId, input.language);
				const { itemId, language: of, major: isMajor, audience: choices } = input;
				const target = { itemId, language: of, revision: saved, major: isMajor };
				await askToConfirm(itemId, input.acknowledgeBy);
				await plan(context, { ...target, ...(choices ? { audience: choices } : {}) }, input.publishAt);
				return { revision: saved };
			},
			audit: (input, output) => noteScheduled(input, output.revision),
		},
	);
	add(
		'content.unschedule',
		{ permission: 'content.write' },
		{
			input: z.strictObject({ itemId: id, language }),
			target: ofItem,
			async run({ actor }, input) {
				await schedules.cancel(actor, input.itemId, input.language);
				return {};
			},
			audit: (input) => ({ objects: { item: input.itemId, language: input.language } }),
		},
	);
	add(
		'content.comment',
		{ permission: 'signedIn' },
		{
			input: comment,
			async prepare({ actor, reader }, { quote, position, ...input }) {
				if (quote === '') return 0;
				const commented = await comments.text(actor, input);
				const found = locatePassage(await reviewText(parts, reader, commented), { quote, position });
				if (found !== null) return found;
				throw new VerbundError('command.inputInvalid', {
					fields: [{ path: 'quote', message: 'field.quote' }],
				});
			},
			async run({ actor }, { proposal, strike, ...input }, position) {
				const words = proposal !== '' || strike ? proposal : null;
				const commentId = await comments.add(actor, { ...input, position, proposal: words });
				await tell.commented(actor, commentId);
				return { id: commentId };
			},
			audit: (input, output) => ({ objects: { item: input.itemId, comment: output.id } }),
		},
	);
	add(
		'content.replyToComment',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ commentId: id, text: words }),
			async run({ actor }, input) {
				const replyId = await comments.reply(actor, input.commentId, input.text);
				await tell.commented(actor, replyId);
				return { id: replyId };
			},
			audit: (input, output) => ({ objects: { comment: input.commentId, reply: output.id } }),
		},
	);
	add(
		'content.resolveComment',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ commentId: id, resolved: z.boolean().default(true) }),
			async run({ actor }, input) {
				await comments.setResolved(actor, input.commentId, input.resolved);
				return {};
			},
			audit: (input) => ({ objects: { comment: input.commentId } }),
		},
	);
}

function noteReview(
	{ itemId, language: of }: { itemId: string; language: string },
	number: number,
	reviewId: string,
): AuditNote {
	return { objects: { item: itemId, revision: number, language: of, review: reviewId } };
}

function noteDecision(
	{ reviewId, revision: number }: { reviewId: string; revision: number },
	{ itemId, organisationId, language: of }: { itemId: string; organisationId: string; language: string },
): AuditNote {
	return { ...noteReview({ itemId, language: of }, number, reviewId), organisationId };
}

function noteScheduled(
	{ itemId, language: of }: { itemId: string; language: string },
	number: number,
): AuditNote {
	return { objects: { item: itemId, revision: number, language: of } };
}

/** An optional value that was not sent is not there, rather than there and undefined. */
function withoutEmpty<
	Input extends { audience?: readonly string[] | undefined; publishAt?: number | undefined },
>({ audience: choices, publishAt: at, ...input }: Input) {
	return {
		...input,
		...(choices === undefined ? {} : { audience: choices }),
		...(at === undefined ? {} : { publishAt: at }),
	};
}
