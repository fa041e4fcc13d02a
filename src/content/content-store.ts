import { actorKey, type Actor } from '../access/actor.ts';
import { workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { notFound } from '../errors.ts';
import type { Search } from '../search/search.ts';
import type { Attachments } from './attachments.ts';
import { createCollections, type Collections } from './collections.ts';
import type { ContentType, ContentTypes } from './content-types.ts';
import type { DraftText } from './draft-text.ts';
import { locateItem, type ItemPlace } from './item-address.ts';
import { createFieldChecker } from './fields.ts';
import { createItemLifecycle, type ItemLifecycle } from './item-lifecycle.ts';
import { createItemWriting, type ItemWriting } from './item-writing.ts';
import type { ListedItem, ReadItem, Revision, WorkingItem } from './item.ts';
import {
	listItems,
	listWorkingItems,
	type ItemFilter,
	type WorkingFilter,
	type WorkingListItem,
} from './list-items.ts';
import type { MarkdownRenderer } from './markdown/render-in-process.ts';
import { listWaiting, type WaitingFilter, type WaitingItem } from './list-waiting.ts';
import type { RenderedMarkdown } from './markdown/rendered-markdown.ts';
import { createPrepare, type Publication } from './publication.ts';
import { readItem, type ItemReference } from './read-item.ts';
import { readSource, type ItemSource } from './read-source.ts';
import type { Reader } from './reader.ts';
import { findRevision, newestRevision, toRevision } from './revisions.ts';
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
	/** Renders for a preview what is not stored. */
	preview(source: string, actor?: Actor): Promise<RenderedMarkdown>;
}

/** Each throws VerbundError `request.notFound` for what is not there and for what the reader may not read. */
export interface ItemReading {
	read(reader: Reader, reference: ItemReference, language?: string): Promise<ReadItem>;
	/** Published Markdown and fields, for whoever may read the item. */
	source(reader: Reader, id: string, language: string): Promise<ItemSource>;
	list(reader: Reader, filter: ItemFilter): Promise<readonly ListedItem[]>;
	/** What waits for the reader: reviews and own drafts; none for those who write nowhere. */
	listWaiting(reader: Reader, filter: WaitingFilter): Promise<readonly WaitingItem[]>;
	listWorking(reader: Reader, filter: WorkingFilter): Promise<readonly WorkingListItem[]>;
	/** For those who work on it. */
	open(reader: Reader, id: string): Promise<WorkingItem>;
	/** Draft of a variant, else its published text; null for a variant that does not exist yet. */
	openVariant(reader: Reader, id: string, language: string): Promise<Revision | null>;
	history(reader: Reader, id: string): Promise<readonly Revision[]>;
	revision(reader: Reader, id: string, number: number): Promise<Revision>;
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
}

export function createContentStore({ database, search, types, attachments, render }: ContentParts): ContentStore {
	const collections = createCollections(database);
	const fieldChecker = createFieldChecker();
	const prepare = createPrepare(render, search);
	const requireType = (id: string): ContentType => {
		const type = types.find(id);
		if (!type) throw notFound();
		return type;
	};

	return {
		types,
		collections,
		attachments,
		...createItemReading(database, types),
		...createItemWriting({ database, search, collections, fieldChecker, requireType }),
		...createItemLifecycle({ database, search, collections, attachments }),
		prepare(typeId, text, actor) {
			const type = requireType(typeId);
			return prepare(type, { ...text, fields: fieldChecker.check(type.fields, text.fields) }, senderOf(actor));
		},
		preview: (source, actor) => render(source, senderOf(actor)),
	};
}

/** People share a thread of the renderer; the hub's own texts are not counted. */
function senderOf(actor: Actor | undefined): string | undefined {
	return actor === undefined || actor.kind === 'system' ? undefined : actorKey(actor);
}

function createItemReading(database: Database, types: ContentTypes): ItemReading {
	return {
		read: (reader, reference, language) => readItem(database, types, reader, reference, language),
		source: (reader, id, language) => readSource(database, types, reader, id, language),
		list: (reader, filter) => listItems(database, types, reader, filter),
		listWaiting: (reader, filter) => listWaiting(database, types, reader, filter),
		listWorking: (reader, filter) => listWorkingItems(database, reader, filter),
		open: (reader, id) => readWorkingItem(database, types, reader, id),
		async openVariant(reader, id, language) {
			await readWorkingItem(database, types, reader, id);
			return newestRevision(database.query, id, language);
		},
		async history(reader, id) {
			await readWorkingItem(database, types, reader, id);
			const rows = await database.query
				.selectFrom('revisions')
				.selectAll()
				.where('item_id', '=', id)
				.orderBy('number', 'desc')
				.execute();
			return rows.map(toRevision);
		},
		async revision(reader, id, number) {
			await readWorkingItem(database, types, reader, id);
			const revision = await findRevision(database.query, id, number);
			if (!revision) throw notFound();
			return revision;
		},
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
