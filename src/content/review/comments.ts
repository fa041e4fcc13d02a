import { sql, type Kysely } from 'kysely';
import type { Actor } from '../../access/actor.ts';
import { reviewableBy } from '../../access/approvers.ts';
import { visiblePeople, workingVisibleTo } from '../../access/visible-to.ts';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { VerbundError, notFound } from '../../errors.ts';
import { createId } from '../../ids.ts';
import type { Revision } from '../item.ts';
import { toRevision } from '../revisions.ts';
import { recordStep } from './item-steps.ts';
import type { Passage } from './passages.ts';

export interface NewComment extends Passage {
	readonly itemId: string;
	readonly language: string;
	/** The text that was looked at. */
	readonly revision: number;
	readonly text: string;
	/** Words in the place of the quote; empty where it should go. */
	readonly proposal: string | null;
}

export interface ReviewComment extends Passage {
	readonly id: string;
	readonly revision: number;
	readonly text: string;
	readonly proposal: string | null;
	/** Null for people whom the reader may not see. */
	readonly author: string | null;
	readonly authorId: string | null;
	readonly createdAt: number;
	readonly resolvedAt: number | null;
	readonly resolvedBy: string | null;
	readonly replies: readonly Omit<ReviewComment, 'replies' | 'quote' | 'position' | 'proposal'>[];
}

/** What is said about a text while it is written and checked. For those who work on it or decide about it. */
export interface ReviewComments {
	/** The text that is commented on. @throws VerbundError `request.notFound` */
	text(
		actor: Actor,
		commented: Pick<NewComment, 'itemId' | 'language' | 'revision'>,
	): Promise<Revision & { readonly type: string; readonly organisationId: string }>;
	/** Answers the id. @throws VerbundError `request.notFound` */
	add(actor: Actor, comment: NewComment): Promise<string>;
	/** @throws VerbundError `request.notFound` */
	reply(actor: Actor, commentId: string, text: string): Promise<string>;
	/** @throws VerbundError `request.notFound` */
	setResolved(actor: Actor, commentId: string, resolved: boolean): Promise<void>;
	/** Who wrote the text last and who spoke in the same conversation, and where it is read. */
	concerned(
		commentId: string,
	): Promise<{ readonly itemId: string; readonly path: string; readonly people: readonly string[] }>;
	/** Oldest first. Whoever asks has shown that the reader may read the text. */
	list(actor: Actor, itemId: string, language: string): Promise<readonly ReviewComment[]>;
}

const mostComments = 1000;

export function createReviewComments(database: Database): ReviewComments {
	return {
		text: requireText,
		add: (actor, comment) =>
			database.transaction(async (transaction) => {
				await requireText(actor, comment);
				return insertComment(transaction, actor, { ...comment, parentId: null });
			}),
		reply: (actor, commentId, text) =>
			database.transaction(async (transaction) => {
				const { item_id: itemId, language, revision } = await requireComment(actor, commentId);
				const place = { itemId, language, revision, quote: '', position: 0, proposal: null };
				return insertComment(transaction, actor, { ...place, text, parentId: commentId });
			}),
		setResolved: (actor, commentId, resolved) =>
			database.transaction(async (transaction) => {
				const { item_id, language, revision, resolved_at } = await requireComment(actor, commentId);
				if ((resolved_at !== null) === resolved) return;
				await transaction
					.updateTable('review_comments')
					.set({
						resolved_at: resolved ? Date.now() : null,
						resolved_by: resolved ? personOf(actor) : null,
					})
					.where('id', '=', commentId)
					.execute();
				if (!resolved) return;
				await recordStep(transaction, actor, {
					...{ itemId: item_id, language, revision },
					act: 'resolved',
				});
			}),
		async concerned(commentId) {
			const comment = await database.query
				.selectFrom('review_comments')
				.select([
					'item_id as itemId',
					'language',
					sql<string>`coalesce(parent_id, id)`.as('conversation'),
					sql<string | null>`(select reviews.id from reviews where reviews.item_id = review_comments.item_id
						and reviews.language = review_comments.language
						order by reviews.submitted_at desc, reviews.id desc limit 1)`.as('reviewId'),
				])
				.where('id', '=', commentId)
				.executeTakeFirstOrThrow(notFound);
			const { itemId, language, conversation, reviewId } = comment;
			const { rows } = await sql<{ id: string }>`
				select author_id as id from review_comments where ${conversation} in (id, parent_id) and author_id is not null
				union select author_id from revisions where author_id is not null and item_id = ${itemId}
					and number = (select max(newest.number) from revisions newest
						where newest.item_id = ${itemId} and newest.language = ${language})`.execute(database.query);
			return {
				itemId,
				path: reviewId === null ? `/content/${itemId}/edit?language=${language}` : `/reviews/${reviewId}`,
				people: rows.map(({ id }) => id),
			};
		},
		async list(actor, itemId, language) {
			const rows = await database.query
				.selectFrom('review_comments')
				.leftJoin('people as author', (join) =>
					join.onRef('author.id', '=', 'review_comments.author_id').on(visiblePeople(actor, 'author.id')),
				)
				.leftJoin('people as resolver', (join) =>
					join
						.onRef('resolver.id', '=', 'review_comments.resolved_by')
						.on(visiblePeople(actor, 'resolver.id')),
				)
				.select([
					'review_comments.id',
					'review_comments.parent_id as parentId',
					'review_comments.revision',
					'review_comments.quote',
					'review_comments.position',
					'review_comments.proposal',
					'review_comments.text',
					'review_comments.author_id as authorId',
					'review_comments.created_at as createdAt',
					'review_comments.resolved_at as resolvedAt',
					'author.name as author',
					'resolver.name as resolvedBy',
				])
				.where('item_id', '=', itemId)
				.where('language', '=', language)
				.orderBy('review_comments.id')
				.limit(mostComments)
				.execute();
			return rows
				.filter(({ parentId }) => parentId === null)
				.map(({ parentId: _none, ...comment }) => ({
					...comment,
					replies: rows
						.filter(({ parentId }) => parentId === comment.id)
						.map(({ parentId: _parent, quote: _quote, position: _position, proposal: _words, ...answer }) => answer),
				}));
		},
	};

	/** A revision that the actor may read: while they decide about it, the newest one. */
	async function requireText(
		actor: Actor,
		{ itemId, language, revision }: Pick<NewComment, 'itemId' | 'language' | 'revision'>,
	) {
		const row = await database.query
			.selectFrom('revisions')
			.innerJoin('items', 'items.id', 'revisions.item_id')
			.selectAll('revisions')
			.select(['items.type', 'items.organisation_id'])
			.where('item_id', '=', itemId)
			.where('revisions.number', '=', revision)
			.where('revisions.language', '=', language)
			.where('items.deleted_at', 'is', null)
			.where(({ or, and, exists, selectFrom }) =>
				or([
					workingVisibleTo(actor, 'items.id'),
					and([
						exists(
							selectFrom('reviews')
								.select('reviews.id')
								.whereRef('reviews.item_id', '=', 'items.id')
								.whereRef('reviews.language', '=', 'revisions.language')
								.where(reviewableBy(actor, 'reviews')),
						),
						sql<boolean>`not exists (select 1 from revisions newer where newer.item_id = revisions.item_id
							and newer.language = revisions.language and newer.number > revisions.number)`,
					]),
				]),
			)
			.executeTakeFirstOrThrow(notFound);
		return { ...toRevision(row), type: row.type, organisationId: row.organisation_id };
	}

	/** A comment that begins a conversation, on a text that the actor may read. */
	async function requireComment(actor: Actor, id: string) {
		return database.query
			.selectFrom('review_comments')
			.selectAll()
			.where('id', '=', id)
			.where('parent_id', 'is', null)
			.where(({ or, exists, selectFrom }) =>
				or([
					workingVisibleTo(actor, 'review_comments.item_id'),
					exists(
						selectFrom('reviews')
							.select('reviews.id')
							.whereRef('reviews.item_id', '=', 'review_comments.item_id')
							.whereRef('reviews.language', '=', 'review_comments.language')
							.where(reviewableBy(actor, 'reviews')),
					),
				]),
			)
			.executeTakeFirstOrThrow(notFound);
	}
}

/** Answers the id. */
async function insertComment(
	transaction: Kysely<Schema>,
	actor: Actor,
	{ itemId, language, revision, text, quote, position, proposal, parentId }: NewComment & { readonly parentId: string | null },
): Promise<string> {
	const id = createId();
	await transaction
		.insertInto('review_comments')
		.values({
			...{ id, item_id: itemId, language, revision, parent_id: parentId, quote, position, proposal, text },
			author_id: personOf(actor),
			created_at: Date.now(),
			resolved_by: null,
			resolved_at: null,
		})
		.execute();
	const instead = proposal === '' ? '–' : `„${proposal}“`;
	const reason = proposal === null ? text : `„${quote}“ → ${instead} ${text}`.trim();
	await recordStep(transaction, actor, { itemId, language, revision, act: 'commented', reason });
	return id;
}

function personOf(actor: Actor): string {
	if (actor.kind !== 'person') throw new VerbundError('access.denied');
	return actor.personId;
}
