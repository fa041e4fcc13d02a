import type { Kysely } from 'kysely';
import type { Actor } from '../access/actor.ts';
import { workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { VerbundError, notFound } from '../errors.ts';
import { createEvent, type Event } from '../events.ts';
import { createId } from '../ids.ts';
import type { Search } from '../search/search.ts';
import { freeSlug, slugify } from '../slugs.ts';
import { storeAudience, toPrincipals } from './audience.ts';
import type { Attachments } from './attachments.ts';
import { createCollections, type Collections } from './collections.ts';
import type { ContentType, ContentTypes } from './content-types.ts';
import type { DraftText } from './draft-text.ts';
import { createFieldChecker } from './fields.ts';
import type { ListedItem, ReadItem, Revision, WorkingItem } from './item.ts';
import {
	listDueReviews,
	listItems,
	listWorkingItems,
	type DueReviewFilter,
	type ItemFilter,
	type WorkingFilter,
	type WorkingListItem,
} from './list-items.ts';
import type { RenderedMarkdown } from './markdown/rendered-markdown.ts';
import { createPrepare, type Prepare, type Publication } from './publication.ts';
import { storePublication } from './publish.ts';
import { readItem, type ItemReference } from './read-item.ts';
import { readSource, type ItemSource } from './read-source.ts';
import type { Reader } from './reader.ts';
import { addRevision, findRevision, newestRevision, toRevision } from './revisions.ts';
import { readWorkingItem } from './working-item.ts';

export interface NewItem {
	readonly type: string;
	readonly organisationId: string;
	readonly collectionId: string | null;
	readonly language: string;
	readonly slug?: string;
	readonly importKey?: string;
}

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

/** What belongs to the item, not to one of its variants. */
export interface ItemProperties {
	readonly collectionId?: string | null;
	readonly tags?: readonly string[];
	readonly responsiblePersonId?: string | null;
	readonly responsibleGroupId?: string | null;
	readonly reviewDueAt?: number | null;
	readonly checkedAt?: number | null;
}

export interface PublishedEvent {
	readonly itemId: string;
	readonly type: string;
	readonly organisationId: string;
	readonly language: string;
	readonly revision: number;
	readonly edition: number;
}

/**
 * Items, variants, revisions. Reading goes through a `Reader`, whose rights are in every statement; writing trusts
 * that the command has asked for the permission, and checks what only the transaction can know.
 */
export interface ContentStore {
	readonly types: ContentTypes;
	readonly collections: Collections;
	readonly attachments: Attachments;
	readonly onDidPublish: Event<PublishedEvent>;

	read(reader: Reader, reference: ItemReference, language?: string): Promise<ReadItem>;
	/** Published Markdown and fields, for whoever may read the item. @throws VerbundError `request.notFound` */
	source(reader: Reader, id: string, language: string): Promise<ItemSource>;
	list(reader: Reader, filter: ItemFilter): Promise<readonly ListedItem[]>;
	/** What waits for the reader's review; none for those who may not publish. */
	listDueReviews(reader: Reader, filter: DueReviewFilter): Promise<readonly ListedItem[]>;
	listWorking(reader: Reader, filter: WorkingFilter): Promise<readonly WorkingListItem[]>;
	/** For those who work on it. @throws VerbundError `request.notFound` */
	open(reader: Reader, id: string): Promise<WorkingItem>;
	/** Draft of a variant, else its published text; null for a variant that does not exist yet. */
	openVariant(reader: Reader, id: string, language: string): Promise<Revision | null>;
	history(reader: Reader, id: string): Promise<readonly Revision[]>;
	revision(reader: Reader, id: string, number: number): Promise<Revision>;
	/** Owner of an item in any state, for permission checks. @throws VerbundError `request.notFound` */
	owner(actor: Actor, id: string): Promise<{ organisationId: string; type: string }>;

	/** Checks fields and renders; call it before the transaction. */
	prepare(typeId: string, text: DraftText): Promise<Publication>;
	/** Renders for a preview what is not stored. */
	preview(source: string): Promise<RenderedMarkdown>;
	create(actor: Actor, item: NewItem, text: DraftText): Promise<{ id: string; revision: number }>;
	saveDraft(actor: Actor, draft: SaveDraft): Promise<number>;
	publish(actor: Actor, target: Publish, publication: Publication): Promise<number>;
	unpublish(actor: Actor, itemId: string, language: string): Promise<void>;
	setAudience(itemId: string, choices: readonly string[]): Promise<void>;
	setProperties(itemId: string, properties: ItemProperties): Promise<void>;
	confirmReview(actor: Actor, itemId: string, nextReviewAt: number): Promise<void>;
	setArchived(itemId: string, archived: boolean): Promise<void>;
	/** Into the recycle bin, or out of it. */
	setDeleted(itemId: string, deleted: boolean): Promise<void>;
	/** For good, with revisions, renditions and search documents. Only from the recycle bin. */
	purge(itemId: string): Promise<void>;
	/** Items that came into the recycle bin before `time`. */
	expiredInBin(time: number): Promise<readonly string[]>;
	/** Makes a new draft with the text of an older revision. */
	restoreRevision(actor: Actor, itemId: string, number: number): Promise<number>;
}

export interface ContentParts {
	readonly database: Database;
	readonly search: Search;
	readonly types: ContentTypes;
	readonly attachments: Attachments;
	readonly render: (source: string) => Promise<RenderedMarkdown>;
}

export function createContentStore({ database, search, types, attachments, render }: ContentParts): ContentStore {
	const fieldChecker = createFieldChecker();
	const prepare: Prepare = createPrepare(render, search);
	const published = createEvent<PublishedEvent>();

	const store: ContentStore = {
		types,
		collections: createCollections(database),
		attachments,
		onDidPublish: published.event,

		read: (reader, reference, language) => readItem(database, types, reader, reference, language),
		source: (reader, id, language) => readSource(database, types, reader, id, language),
		list: (reader, filter) => listItems(database, types, reader, filter),
		listDueReviews: (reader, filter) => listDueReviews(database, types, reader, filter),
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
		async owner(actor, id) {
			const row = await database.query
				.selectFrom('items')
				.select(['organisation_id as organisationId', 'type'])
				.where('id', '=', id)
				.where(workingVisibleTo(actor, 'items.id', 'withDeleted'))
				.executeTakeFirst();
			if (!row) throw notFound();
			return row;
		},

		prepare(typeId, text) {
			const type = requireType(typeId);
			return prepare(type, { ...text, fields: fieldChecker.check(type.fields, text.fields) });
		},
		preview: render,
		create: (actor, item, text) =>
			database.transaction(async (transaction) => {
				const type = requireType(item.type);
				fieldChecker.check(type.fields, text.fields);
				await requireCollection(item.organisationId, item.collectionId);
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
				return { id, revision };
			}),
		saveDraft: (actor, draft) =>
			database.transaction(async (transaction) => {
				const item = await requireItem(transaction, draft.itemId);
				fieldChecker.check(requireType(item.type).fields, draft.fields);
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
		publish: (_actor, { itemId, language, revision, major, audience }, publication) =>
			database.transaction(async (transaction) => {
				const item = await requireItem(transaction, itemId);
				const newest = await newestRevision(transaction, itemId, language);
				if (!newest || newest.number !== revision) {
					throw new VerbundError('content.conflict', {
						values: { title: newest?.title ?? publication.text.title, revision: newest?.number ?? 0 },
					});
				}
				if (audience) await storeAudience(transaction, itemId, item.organisation_id, audience);
				const edition = await storePublication(
					transaction,
					search,
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
		async setAudience(itemId, choices) {
			await database.transaction(async (transaction) => {
				const item = await requireItem(transaction, itemId);
				await storeAudience(transaction, itemId, item.organisation_id, choices);
			});
		},
		async setProperties(itemId, { tags, ...properties }) {
			await database.transaction(async (transaction) => {
				const item = await requireItem(transaction, itemId);
				if (properties.collectionId !== undefined) {
					await requireCollection(item.organisation_id, properties.collectionId);
				}
				await requireResponsible(transaction, item.organisation_id, properties);
				await transaction
					.updateTable('items')
					.set(definedOnly({
						updated_at: Date.now(),
						collection_id: properties.collectionId,
						responsible_person_id: properties.responsiblePersonId,
						responsible_group_id: properties.responsibleGroupId,
						review_due_at: properties.reviewDueAt,
						checked_at: properties.checkedAt,
					}))
					.where('id', '=', itemId)
					.execute();
				if (!tags) return;
				await transaction.deleteFrom('item_tags').where('item_id', '=', itemId).execute();
				for (const tag of new Set(tags)) {
					await transaction.insertInto('item_tags').values({ item_id: itemId, tag }).execute();
				}
			});
		},
		async confirmReview(actor, itemId, nextReviewAt) {
			await database.transaction((transaction) =>
				transaction
					.updateTable('items')
					.set({
						checked_at: Date.now(),
						checked_by: actor.kind === 'person' ? actor.personId : null,
						review_due_at: nextReviewAt,
					})
					.where('id', '=', itemId)
					.execute(),
			);
		},
		async setArchived(itemId, archived) {
			await database.transaction((transaction) =>
				transaction
					.updateTable('items')
					.set({ archived_at: archived ? Date.now() : null, updated_at: Date.now() })
					.where('id', '=', itemId)
					.execute(),
			);
		},
		async setDeleted(itemId, deleted) {
			await database.transaction((transaction) =>
				transaction
					.updateTable('items')
					.set({ deleted_at: deleted ? Date.now() : null, updated_at: Date.now() })
					.where('id', '=', itemId)
					.execute(),
			);
		},
		async purge(itemId) {
			await database.transaction(async (transaction) => {
				const item = await requireItem(transaction, itemId, 'withDeleted');
				if (item.deleted_at === null) throw new VerbundError('content.notInRecycleBin');
				await search.remove(transaction, { source: 'content', objectId: itemId });
				await attachments.removeAll(itemId);
				await transaction.deleteFrom('items').where('id', '=', itemId).execute();
			});
		},
		async expiredInBin(time) {
			const rows = await database.query
				.selectFrom('items')
				.select('id')
				.where('deleted_at', '<', time)
				.limit(1000)
				.execute();
			return rows.map(({ id }) => id);
		},
		restoreRevision: (actor, itemId, number) =>
			database.transaction(async (transaction) => {
				const old = await findRevision(transaction, itemId, number);
				if (!old) throw notFound();
				const newest = await newestRevision(transaction, itemId, old.language);
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
	return store;

	function requireType(id: string): ContentType {
		const type = types.find(id);
		if (!type) throw notFound();
		return type;
	}

	async function requireCollection(organisationId: string, collectionId: string | null): Promise<void> {
		if (collectionId === null) return;
		if ((await store.collections.get(collectionId)).organisationId !== organisationId) throw notFound();
	}
}

async function insertItem(
	transaction: Kysely<Schema>,
	actor: Actor,
	type: ContentType,
	item: NewItem,
	title: string,
): Promise<string> {
	const id = createId();
	const slug = await freeSlug(item.slug ?? slugify(title), async (candidate) => {
		const taken = await transaction
			.selectFrom('items')
			.select('id')
			.where('organisation_id', '=', item.organisationId)
			.where('type', '=', type.id)
			.where('slug', '=', candidate)
			.executeTakeFirst();
		return taken !== undefined;
	});
	const now = Date.now();
	await transaction
		.insertInto('items')
		.values({
			id,
			type: type.id,
			organisation_id: item.organisationId,
			collection_id: item.collectionId,
			slug,
			source_language: item.language,
			edition: 0,
			last_revision: 0,
			import_key: item.importKey ?? null,
			created_at: now,
			created_by: actor.kind === 'person' ? actor.personId : null,
			updated_at: now,
		})
		.execute();
	await transaction
		.insertInto('item_audience')
		.values(
			toPrincipals([type.defaultAudience === 'network' ? 'network' : 'own'], item.organisationId).map((principal) => ({
				item_id: id,
				principal,
			})),
		)
		.execute();
	return id;
}

async function requireItem(
	transaction: Kysely<Schema>,
	id: string,
	bin: 'withDeleted' | 'withoutDeleted' = 'withoutDeleted',
) {
	let query = transaction
		.selectFrom('items')
		.select(['id', 'type', 'organisation_id', 'source_language', 'deleted_at'])
		.where('id', '=', id);
	if (bin === 'withoutDeleted') query = query.where('deleted_at', 'is', null);
	return query.executeTakeFirstOrThrow(notFound);
}

/** Only people and groups of the owning organisation answer for an item. */
async function requireResponsible(
	transaction: Kysely<Schema>,
	organisationId: string,
	{ responsiblePersonId, responsibleGroupId }: ItemProperties,
): Promise<void> {
	if (typeof responsiblePersonId === 'string') {
		await transaction
			.selectFrom('memberships')
			.select('person_id')
			.where('person_id', '=', responsiblePersonId)
			.where('organisation_id', '=', organisationId)
			.executeTakeFirstOrThrow(notFound);
	}
	if (typeof responsibleGroupId === 'string') {
		await transaction
			.selectFrom('group_organisations')
			.select('group_id')
			.where('group_id', '=', responsibleGroupId)
			.where('organisation_id', '=', organisationId)
			.executeTakeFirstOrThrow(notFound);
	}
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

function definedOnly<T extends object>(values: T): T {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

