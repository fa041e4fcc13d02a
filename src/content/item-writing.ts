import type { Kysely } from 'kysely';
import type { Actor } from '../access/actor.ts';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { VerbundError, notFound } from '../errors.ts';
import { createEvent, type Event } from '../events.ts';
import type { Search } from '../search/search.ts';
import { storeAudience } from './audience.ts';
import type { Collections } from './collections.ts';
import type { ContentType } from './content-types.ts';
import type { DraftText } from './draft-text.ts';
import type { FieldChecker } from './fields.ts';
import { insertItem, requireItem, type NewItem } from './item-rows.ts';
import type { Publication } from './publication.ts';
import { storePublication } from './publish.ts';
import { addRevision, findRevision, newestRevision } from './revisions.ts';

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
}

export interface PublishedEvent {
	readonly itemId: string;
	readonly type: string;
	readonly organisationId: string;
	readonly language: string;
	readonly revision: number;
	readonly edition: number;
}

/** Drafts, revisions and what readers see of them. */
export interface ItemWriting {
	readonly onDidPublish: Event<PublishedEvent>;
	/** The newest text of a variant is another one; after the commit. */
	readonly onDidSave: Event<{ readonly itemId: string; readonly language: string }>;
	create(actor: Actor, item: NewItem, text: DraftText): Promise<{ id: string; revision: number }>;
	/** @throws VerbundError `content.conflict` if someone else saved the variant in the meantime */
	saveDraft(actor: Actor, draft: SaveDraft): Promise<number>;
	/**
	 * @param index where the text is indexed: at once, unless an import gathers many
	 * @returns the item's edition
	 */
	publish(
		actor: Actor,
		target: Publish,
		publication: Publication,
		index?: Pick<Search, 'write'>,
	): Promise<number>;
	unpublish(actor: Actor, itemId: string, language: string): Promise<void>;
	/** Makes a new draft with the text of an older revision. */
	restoreRevision(actor: Actor, itemId: string, number: number): Promise<number>;
}

export interface ItemWritingParts {
	readonly database: Database;
	readonly search: Search;
	readonly collections: Collections;
	readonly fieldChecker: FieldChecker;
	readonly requireType: (id: string) => ContentType;
}

export function createItemWriting(parts: ItemWritingParts): ItemWriting {
	const { database, search, collections, fieldChecker, requireType } = parts;
	const published = createEvent<PublishedEvent>();
	const saved = createEvent<{ readonly itemId: string; readonly language: string }>();
	const tellSaved = (itemId: string, language: string) =>
		database.afterCommit(() => saved.fire({ itemId, language }));

	return {
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
		publish: (_actor, { itemId, language, revision, major, audience }, publication, index = search) =>
			database.transaction(async (transaction) => {
				const item = await requireItem(transaction, itemId);
				const newest = await newestRevision(transaction, itemId, language);
				if (newest?.number !== revision) {
					throw new VerbundError('content.conflict', {
						values: { title: newest?.title ?? publication.text.title, revision: newest?.number ?? 0 },
					});
				}
				if (audience) await storeAudience(transaction, itemId, item.organisation_id, audience);
				const edition = await storePublication(
					transaction,
					index,
					{ itemId, organisationId: item.organisation_id, language, revision, major },
					publication,
				);
				database.afterCommit(() =>
					published.fire({
						itemId,
						type: item.type,
						organisationId: item.organisation_id,
						language,
						revision,
						edition,
					}),
				);
				return edition;
			}),
		unpublish: (_actor, itemId, language) =>
			database.transaction(async (transaction) => {
				const newest = await newestRevision(transaction, itemId, language);
				await transaction
					.updateTable('item_variants')
					.set({ state: 'draft', published_revision: null, published_at: null, draft_revision: newest?.number ?? null })
					.where('item_id', '=', itemId)
					.where('language', '=', language)
					.execute();
				await transaction.deleteFrom('renditions').where('item_id', '=', itemId).where('language', '=', language).execute();
				await transaction.deleteFrom('item_links').where('item_id', '=', itemId).where('language', '=', language).execute();
				await search.remove(transaction, { source: 'content', objectId: itemId, language });
				await transaction
					.updateTable('items')
					.set({ published_at: null })
					.where('id', '=', itemId)
					.where('id', 'not in', (still) =>
						still.selectFrom('item_variants').select('item_id').where('published_revision', 'is not', null),
					)
					.execute();
			}),
		restoreRevision: (actor, itemId, number) =>
			database.transaction(async (transaction) => {
				const old = await findRevision(transaction, itemId, number);
				if (!old) throw notFound();
				const newest = await newestRevision(transaction, itemId, old.language);
				tellSaved(itemId, old.language);
				return addRevision(transaction, actor, {
					...old,
					itemId,
					expectedRevision: newest?.number ?? 0,
					note: '',
					major: false,
					origin: 'restored',
				});
			}),
	};
}

async function sourceRevision(transaction: Kysely<Schema>, itemId: string, language: string): Promise<number | null> {
	const row = await transaction
		.selectFrom('item_variants')
		.select('published_revision')
		.where('item_id', '=', itemId)
		.where('language', '=', language)
		.executeTakeFirst();
	return row?.published_revision ?? null;
}
