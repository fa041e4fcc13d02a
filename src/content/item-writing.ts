import type { Kysely } from 'kysely';
import type { Actor } from '../access/actor.ts';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { VerbundError, notFound } from '../errors.ts';
import { createAwaitedEvent, createEvent, type AwaitedEvent, type Event } from '../events.ts';
import type { Search } from '../search/search.ts';
import { askAgain } from './acknowledgement/ask-again.ts';
import { storeAudience } from './audience.ts';
import type { Collections } from './collections.ts';
import type { ContentType } from './content-types.ts';
import type { DraftText } from './draft-text.ts';
import type { FieldChecker, FieldValues } from './fields.ts';
import { insertItem, requireItem, touchItem, type NewItem } from './item-rows.ts';
import type { Publication } from './publication.ts';
import { storePublication, withdrawFiles } from './publish.ts';
import { confirmBasis } from './confirm-basis.ts';
import { recordStep } from './review/item-steps.ts';
import {
	publishingRight,
	requirePublishingRight,
	type PublishingCase,
	type PublishingRight,
} from './review/publishing-rule.ts';
import { asksForApproval, monthsAfter } from './review/review-policy.ts';
import { closeReview } from './review/reviews.ts';
import { deleteSchedule } from './review/scheduled-rows.ts';
import { addRevision, findRevision, newestRevision } from './revisions.ts';
import { withdrawVersion, withdrawVersionsIn } from './version-readers.ts';

export interface SaveDraft extends DraftText {
	readonly itemId: string;
	readonly language: string;
	readonly expectedRevision: number;
	readonly basedOnRevision?: number | null;
	readonly note?: string;
	/** Known when a text is saved to be published at once. */
	readonly major?: boolean;
	readonly origin?: 'written' | 'imported' | 'restored';
}

export interface Publish {
	readonly itemId: string;
	readonly language: string;
	/** The revision to publish: the variant's newest. */
	readonly revision: number;
	readonly major: boolean;
	/** Replaces the audience; without it the audience stays. */
	readonly audience?: readonly string[];
	/** It was approved before, for this time. */
	readonly publishAt?: number;
}

export interface PublishedEvent {
	readonly itemId: string;
	readonly type: string;
	readonly organisationId: string;
	readonly language: string;
	readonly revision: number;
	readonly edition: number;
}

/** A text on its way to its readers. */
export interface PublishingEvent extends PublishedEvent {
	readonly fields: FieldValues;
	/** It is in the language that the item is written in. */
	readonly isSource: boolean;
}

/** Drafts, revisions and what readers see of them. */
export interface ItemWriting {
	/**
	 * In the transaction of each publication, whoever publishes by whichever way: database work only. What a listener
	 * writes is there if and only if the text is, and a `command.refused` that it throws says why it may not be.
	 */
	readonly onWillPublish: AwaitedEvent<PublishingEvent>;
	readonly onDidPublish: Event<PublishedEvent>;
	/** The newest text of a variant is another one; after the commit. */
	readonly onDidSave: Event<{ readonly itemId: string; readonly language: string }>;
	create(actor: Actor, item: NewItem, text: DraftText): Promise<{ id: string; revision: number }>;
	/** @throws VerbundError `content.conflict` if someone else saved the variant in the meantime */
	saveDraft(actor: Actor, draft: SaveDraft): Promise<number>;
	/**
	 * By whoever the organisation's policy lets: this is the one way by which texts reach their readers.
	 *
	 * @param index where the text is indexed: at once, unless an import gathers many
	 * @returns the item's edition
	 * @throws VerbundError `review.approvalRequired`, `review.fourEyes`, `content.conflict` unless it is the newest text
	 */
	publish(
		actor: Actor,
		target: Publish,
		publication: Publication,
		index?: Pick<Search, 'write'>,
	): Promise<number>;
	unpublish(actor: Actor, itemId: string, language: string): Promise<void>;
	/**
	 * Takes a version from its readers that another one has followed: from now on its text is for authors only.
	 *
	 * @throws VerbundError `content.versionPublished`, and `request.notFound` for one that readers do not have
	 */
	withdrawRevision(actor: Actor, itemId: string, number: number): Promise<void>;
	/** Whether the policy would let the actor publish the newest text, and what it asks for. */
	publishingRight(actor: Actor, itemId: string, language: string): Promise<PublishingRight>;
	/** Makes a new draft with the text of an older revision. */
	restoreRevision(actor: Actor, itemId: string, number: number): Promise<number>;
	/** What a variant says is as the source language says it since this revision. */
	confirmTranslation(actor: Actor, itemId: string, language: string, sourceRevision: number): Promise<void>;
}

export interface ItemWritingParts {
	readonly database: Database;
	readonly search: Search;
	readonly collections: Collections;
	readonly fieldChecker: FieldChecker;
	readonly requireType: (id: string) => ContentType;
	/** Readers are asked to confirm a new edition; in the transaction of its publication. */
	readonly askedAgain: () => Promise<void>;
}

export function createItemWriting(parts: ItemWritingParts): ItemWriting {
	const { database, search, collections, fieldChecker, requireType, askedAgain } = parts;
	const publishing = createAwaitedEvent<PublishingEvent>();
	const published = createEvent<PublishedEvent>();
	const saved = createEvent<{ readonly itemId: string; readonly language: string }>();
	const tellSaved = (itemId: string, language: string) =>
		database.afterCommit(() => saved.fire({ itemId, language }));

	return {
		onWillPublish: publishing.event,
		onDidPublish: published.event,
		onDidSave: saved.event,
		create: (actor, item, text) =>
			database.transaction(async (transaction) => {
				const type = requireType(item.type);
				fieldChecker.check(type.fields, text.fields);
				await collections.requireOwned(item.collectionId, item.organisationId);
				const id = await insertItem(transaction, actor, type, item, text.title);
				const revision = await addRevision(transaction, actor, {
					...text,
					itemId: id,
					language: item.language,
					expectedRevision: 0,
					basedOnRevision: null,
					major: true,
					note: '',
					origin: item.importKey === undefined ? 'written' : 'imported',
				});
				tellSaved(id, item.language);
				return { id, revision };
			}),
		saveDraft: (actor, draft) =>
			database.transaction(async (transaction) => {
				const item = await requireItem(transaction, draft.itemId);
				fieldChecker.check(requireType(item.type).fields, draft.fields);
				tellSaved(draft.itemId, draft.language);
				return addRevision(transaction, actor, {
					...draft,
					basedOnRevision:
						draft.language === item.source_language
							? null
							: (draft.basedOnRevision ?? (await sourceRevision(transaction, draft.itemId, item.source_language))),
					major: draft.major ?? false,
					note: draft.note ?? '',
					origin: draft.origin ?? 'written',
				});
			}),
		publish: (actor, { itemId, language, revision, major, audience, publishAt }, publication, index = search) =>
			database.transaction(async (transaction) => {
				const item = await requireItem(transaction, itemId);
				const policy = await requirePublishingRight(transaction, actor, toCase(item, language));
				const newest = await newestRevision(transaction, itemId, language);
				if (newest?.number !== revision) {
					throw new VerbundError('content.conflict', {
						values: { title: newest?.title ?? publication.text.title, revision: newest?.number ?? 0 },
					});
				}
				if (audience) await storeAudience(transaction, itemId, item.organisation_id, audience);
				const isMajor = major || item.edition === 0 || (await isFirstOfSource(transaction, item, language));
				await recordPublication(transaction, actor, {
					...{ itemId, language, revision, publishAt },
					isMajor,
					isApproval: asksForApproval(policy),
				});
				if (policy?.checkMonths && item.review_due_at === null) {
					await transaction
						.updateTable('items')
						.set({ review_due_at: monthsAfter(Date.now(), policy.checkMonths) })
						.where('id', '=', itemId)
						.execute();
				}
				const edition = await storePublication(
					transaction,
					index,
					{ itemId, organisationId: item.organisation_id, language, revision, major },
					publication,
				);
				if (await askAgain(transaction, itemId, major)) await askedAgain();
				const event = { itemId, type: item.type, organisationId: item.organisation_id, language, revision, edition };
				await publishing.fire({
					...event,
					fields: publication.text.fields,
					isSource: language === item.source_language,
				});
				database.afterCommit(() => published.fire(event));
				return edition;
			}),
		async publishingRight(actor, itemId, language) {
			const item = await requireItem(database.query, itemId, 'withDeleted');
			return publishingRight(database.query, actor, toCase(item, language));
		},
		unpublish: (actor, itemId, language) =>
			database.transaction(async (transaction) => {
				const newest = await newestRevision(transaction, itemId, language);
				await recordStep(transaction, actor, { itemId, language, act: 'unpublished' });
				await transaction
					.updateTable('item_variants')
					.set({ state: 'draft', published_revision: null, published_at: null, draft_revision: newest?.number ?? null })
					.where('item_id', '=', itemId)
					.where('language', '=', language)
					.execute();
				await transaction.deleteFrom('renditions').where('item_id', '=', itemId).where('language', '=', language).execute();
				await transaction.deleteFrom('item_links').where('item_id', '=', itemId).where('language', '=', language).execute();
				await withdrawFiles(transaction, itemId, language);
				await withdrawVersionsIn(transaction, itemId, language);
				await search.remove(transaction, { source: 'content', objectId: itemId, language });
				await touchItem(transaction, itemId);
				await transaction
					.updateTable('items')
					.set({ published_at: null })
					.where('id', '=', itemId)
					.where('id', 'not in', (still) =>
						still.selectFrom('item_variants').select('item_id').where('published_revision', 'is not', null),
					)
					.execute();
			}),
		withdrawRevision: (actor, itemId, number) =>
			database.transaction(async (transaction) => {
				await withdrawVersion(transaction, itemId, number);
				await touchItem(transaction, itemId);
				await recordStep(transaction, actor, { itemId, revision: number, act: 'withdrewRevision' });
			}),
		restoreRevision: (actor, itemId, number) =>
			database.transaction(async (transaction) => {
				const old = await findRevision(transaction, itemId, number);
				if (!old) throw notFound();
				const newest = await newestRevision(transaction, itemId, old.language);
				tellSaved(itemId, old.language);
				const revision = await addRevision(transaction, actor, {
					...old,
					itemId,
					expectedRevision: newest?.number ?? 0,
					note: '',
					major: false,
					origin: 'restored',
					restoredFrom: number,
				});
				await recordStep(transaction, actor, {
					itemId,
					language: old.language,
					revision,
					act: 'restoredRevision',
					facts: { from: number },
				});
				return revision;
			}),
		confirmTranslation: (actor, itemId, language, sourceRevision) =>
			database.transaction(async (transaction) => {
				const item = await requireItem(transaction, itemId);
				const { fields: schema } = requireType(item.type);
				await confirmBasis(transaction, { itemId, language, sourceRevision, schema });
				await recordStep(transaction, actor, {
					itemId,
					language,
					act: 'confirmedTranslation',
					facts: { source: sourceRevision },
				});
				tellSaved(itemId, language);
			}),
	};
}

/** The source language was not to be read so far: what was made from its drafts may say something else. */
async function isFirstOfSource(
	transaction: Kysely<Schema>,
	item: { readonly id: string; readonly source_language: string },
	language: string,
): Promise<boolean> {
	if (language !== item.source_language) return false;
	const variant = await transaction
		.selectFrom('item_variants')
		.select('published_revision')
		.where('item_id', '=', item.id)
		.where('language', '=', language)
		.executeTakeFirst();
	return variant?.published_revision === null;
}

/** Marks the revision, ends what waited for this, and writes it into the item's history. */
async function recordPublication(
	transaction: Kysely<Schema>,
	actor: Actor,
	published: {
		readonly itemId: string;
		readonly language: string;
		readonly revision: number;
		readonly publishAt: number | undefined;
		readonly isMajor: boolean;
		readonly isApproval: boolean;
	},
): Promise<void> {
	const { publishAt, isMajor, isApproval, ...variant } = published;
	if (isMajor) {
		await transaction
			.updateTable('revisions')
			.set({ major: 1 })
			.where('item_id', '=', variant.itemId)
			.where('number', '=', variant.revision)
			.execute();
	}
	const waited = await closeReview(transaction, actor, variant);
	await deleteSchedule(transaction, variant.itemId, variant.language);
	if (waited || (isApproval && publishAt === undefined)) {
		await recordStep(transaction, actor, { ...variant, act: 'approved' });
	}
	await recordStep(transaction, actor, {
		...variant,
		act: 'published',
		facts: { ...(isMajor ? { major: 1 } : {}), ...(publishAt === undefined ? {} : { publishAt }) },
	});
}

function toCase(
	item: { id: string; organisation_id: string; type: string; collection_id: string | null },
	language: string,
): PublishingCase {
	return {
		itemId: item.id,
		organisationId: item.organisation_id,
		type: item.type,
		collectionId: item.collection_id,
		language,
	};
}

async function sourceRevision(transaction: Kysely<Schema>, itemId: string, language: string): Promise<number | null> {
	const row = await transaction
		.selectFrom('item_variants')
		.select((is) => is.fn.coalesce('published_revision', 'draft_revision').as('revision'))
		.where('item_id', '=', itemId)
		.where('language', '=', language)
		.executeTakeFirst();
	return row?.revision ?? null;
}
