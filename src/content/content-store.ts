import { actorKey, type Actor } from '../access/actor.ts';
import { workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { notFound } from '../errors.ts';
import type { Search } from '../search/search.ts';
import type { HolderOf } from './acknowledgement/holders.ts';
import type { Attachments } from './attachments.ts';
import { createCollections, type Collections } from './collections.ts';
import type { ContentType, ContentTypes } from './content-types.ts';
import type { DraftText } from './draft-text.ts';
import { locateItem, type ItemPlace } from './item-address.ts';
import { createFieldChecker } from './fields.ts';
import { readFileTexts } from './files/file-texts.ts';
import { listVersions, type FileHistory } from './files/list-versions.ts';
import { createReindex, type Reindex } from './files/reindex.ts';
import { createItemLifecycle, type ItemLifecycle } from './item-lifecycle.ts';
import { createItemWriting, type ItemWriting, type ItemWritingParts } from './item-writing.ts';
import type { HistoryEntry, ListedItem, ReadItem, Revision, WorkingItem } from './item.ts';
import {
	listItems,
	listWorkingItems,
	type ItemFilter,
	type WorkingFilter,
	type WorkingListItem,
} from './list-items.ts';
import type { MarkdownRenderer } from './markdown/render-in-process.ts';
import type { RenderedMarkdown } from './markdown/rendered-markdown.ts';
import type { PlaceholderValues } from './placeholders/placeholder-values.ts';
import { createPrepare, type Publication } from './publication.ts';
import { listPublishedTexts, type PublishedText, type PublishedTextsPage } from './published-texts.ts';
import { readFormerTexts, type FormerText } from './read-former.ts';
import { readItem, type ItemReadingParts, type ItemReference } from './read-item.ts';
import { readSource, type ItemSource } from './read-source.ts';
import type { Reader } from './reader.ts';
import { readHistory, readNewestRevision, readRevision } from './read-revisions.ts';
import { readPlaceholderValues } from './slot-filling.ts';
import { requireUnused } from './still-used.ts';
import { readWorkingItem } from './working-item.ts';

/**
 * Items, variants, revisions. Reading goes through a `Reader`, whose rights are in every statement; writing trusts
 * that the command has asked for the permission, and checks what only the transaction can know.
 */
export interface ContentStore extends ItemReading, ItemWriting, ItemLifecycle {
	readonly types: ContentTypes;
	readonly collections: Collections;
	readonly attachments: Attachments;
	/** Checks fields and renders; call it before the transaction. Texts of an actor wait for each other. */
	prepare(typeId: string, text: DraftText, actor?: Actor): Promise<Publication>;
	/** Writes what is published of an item into the index anew, with what its files say by now. */
	readonly reindex: Reindex;
	/** Renders for a preview what is not stored. */
	preview(source: string, actor?: Actor): Promise<RenderedMarkdown>;
}

/** Each throws VerbundError `request.notFound` for what is not there and for what the reader may not read. */
export interface ItemReading {
	/** @param asked what the reader typed for this once; it is filled in and not kept */
	read(
		reader: Reader,
		reference: ItemReference,
		language?: string,
		asked?: PlaceholderValues,
	): Promise<ReadItem>;
	/** What placeholders stand for in a text of this owner, for somebody who reads it. One query. */
	placeholders(actor: Actor, ownerId: string): Promise<PlaceholderValues>;
	/** Published Markdown and fields, for whoever may read the item. */
	source(reader: Reader, id: string, language: string): Promise<ItemSource>;
	/** The same with the fields for authors only, for a caller that answers for what the reader gets of them. */
	sourceWithSecrets(reader: Reader, id: string, language: string): Promise<ItemSource>;
	list(reader: Reader, filter: ItemFilter): Promise<readonly ListedItem[]>;
	/** Published variants of items by their ids, with their texts. */
	publishedTexts(reader: Reader, page: PublishedTextsPage): Promise<readonly PublishedText[]>;
	/** Texts of an item that its readers had once, by their numbers. */
	formerTexts(reader: Reader, id: string, numbers: readonly number[]): Promise<readonly FormerText[]>;
	listWorking(reader: Reader, filter: WorkingFilter): Promise<readonly WorkingListItem[]>;
	/** For those who work on it. */
	open(reader: Reader, id: string): Promise<WorkingItem>;
	/** Draft of a variant, else its published text; null for a variant that does not exist yet. */
	openVariant(reader: Reader, id: string, language: string): Promise<Revision | null>;
	/**
	 * All revisions of an item, newest first.
	 *
	 * @param texts numbers of those that are wanted with their text
	 */
	history(reader: Reader, id: string, texts?: readonly number[]): Promise<readonly HistoryEntry[]>;
	revision(reader: Reader, id: string, number: number): Promise<Revision>;
	/** Revisions of an item that brought another file, for those who work on it. */
	versions(reader: Reader, id: string): Promise<FileHistory>;
	/** @throws VerbundError `content.stillUsed` for what published texts lead to, where its type is kept while used */
	requireUnused(actor: Actor, id: string): Promise<void>;
	/** Owner of an item in any state, for permission checks. */
	owner(actor: Actor, id: string): Promise<{ organisationId: string; type: string }>;
	/**
	 * The item that a path of this hub leads to, in any state but the bin, for those who work on it; null for all
	 * others and for every other path, after the same work.
	 */
	locate(reader: Reader, path: string): Promise<ItemPlace | null>;
}

export interface ContentParts {
	readonly database: Database;
	readonly search: Search;
	readonly types: ContentTypes;
	readonly attachments: Attachments;
	readonly render: MarkdownRenderer['render'];
	readonly holderOf: HolderOf;
	readonly askedAgain: ItemWritingParts['askedAgain'];
}

export function createContentStore({
	database,
	search,
	types,
	attachments,
	render,
	holderOf,
	askedAgain,
}: ContentParts): ContentStore {
	const collections = createCollections(database);
	const fieldChecker = createFieldChecker();
	const prepare = createPrepare({ render, search, textsOf: (ids) => readFileTexts(database.query, ids) });
	const requireType = (id: string): ContentType => {
		const type = types.find(id);
		if (!type) throw notFound();
		return type;
	};

	return {
		types,
		collections,
		attachments,
		...createItemReading({ database, types, holderOf }),
		...createItemWriting({ database, search, collections, fieldChecker, requireType, askedAgain }),
		...createItemLifecycle({ database, search, collections, attachments }),
		prepare(typeId, text, actor) {
			const type = requireType(typeId);
			return prepare(type, { ...text, fields: fieldChecker.check(type.fields, text.fields) }, senderOf(actor));
		},
		reindex: createReindex({ database, types, search, prepare }),
		preview: (source, actor) => render(source, senderOf(actor)),
	};
}

/** People share a thread of the renderer; the hub's own texts are not counted. */
function senderOf(actor: Actor | undefined): string | undefined {
	return actor === undefined || actor.kind === 'system' ? undefined : actorKey(actor);
}

function createItemReading(parts: ItemReadingParts): ItemReading {
	const { database, types } = parts;
	return {
		read: (reader, reference, language, asked) => readItem(parts, reader, reference, language, asked),
		placeholders: (actor, ownerId) => readPlaceholderValues(database, actor, ownerId),
		source: (reader, id, language) => readSource(database, types, reader, id, language),
		sourceWithSecrets: (reader, id, language) =>
			readSource(database, types, reader, id, language, 'handed'),
		list: (reader, filter) => listItems(database, types, reader, filter),
		publishedTexts: (reader, page) => listPublishedTexts(database, types, reader, page),
		formerTexts: (reader, id, numbers) => readFormerTexts(database, types, reader, id, numbers),
		listWorking: (reader, filter) => listWorkingItems(database, reader, filter),
		open: (reader, id) => readWorkingItem(database, types, reader, id),
		openVariant: (reader, id, language) => readNewestRevision(database, reader, id, language),
		history: (reader, id, texts = []) => readHistory(database, reader, id, texts),
		revision: (reader, id, number) => readRevision(database, reader, id, number),
		versions: (reader, id) => listVersions(database, types, reader, id),
		requireUnused: (actor, id) => requireUnused(database, types, actor, id),
		locate: (reader, path) => locateItem(database, types, reader, path),
		owner: (actor, id) =>
			database.query
				.selectFrom('items')
				.select(['organisation_id as organisationId', 'type'])
				.where('id', '=', id)
				.where(workingVisibleTo(actor, 'items.id', 'withDeleted'))
				.executeTakeFirstOrThrow(notFound),
	};
}
