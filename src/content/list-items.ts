import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { organisationIds } from '../access/actor.ts';
import { visibleTo, workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { jsonFunctions, readJson } from '../database/json-functions.ts';
import { itemUrl, type ContentTypes } from './content-types.ts';
import type { ListedItem } from './item.ts';
import { languageOrder } from './language-order.ts';
import type { Reader } from './reader.ts';
import { toOrganisation, type OrganisationColumns } from './to-organisation.ts';

export interface ItemFilter {
	readonly types?: readonly string[];
	readonly organisationId?: string;
	/** Whether one of the reader's own organisations owns it. */
	readonly ownedBy?: 'own' | 'partners';
	/** Null for items that stand in no collection. */
	readonly collectionId?: string | null;
	readonly tag?: string;
	/** Items that link to this one. */
	readonly linksTo?: string;
	/** Ids to choose from, as a query in parentheses; of what it finds, only what the reader may read is listed. */
	readonly among?: RawBuilder<unknown>;
	/** Or by something that the query knows of `items.id`. */
	readonly order: 'title' | 'newest' | RawBuilder<unknown>;
	readonly limit: number;
	readonly offset?: number;
}

interface ListedRow extends OrganisationColumns<string> {
	readonly id: string;
	readonly type: string;
	readonly slug: string;
	readonly collection_id: string | null;
	readonly published_at: number;
	readonly review_due_at: number | null;
	readonly language: string;
	readonly title: string;
	readonly summary: string;
	readonly tags: unknown;
}

const tagsSchema = z
	.array(z.string())
	.nullable()
	.transform((tags) => tags ?? []);

/** Published items that the reader may read, each in the language that suits the reader best. One query. */
export async function listItems(
	database: Database,
	contentTypes: ContentTypes,
	reader: Reader,
	filter: ItemFilter,
): Promise<readonly ListedItem[]> {
	const { limit, offset = 0, order } = filter;
	return selectListed(database, contentTypes, reader, {
		types: filter.types ?? reader.types,
		conditions: conditionsOf(filter, reader),
		order,
		limit,
		offset,
	});
}

function conditionsOf(filter: ItemFilter, { actor }: Reader): RawBuilder<unknown>[] {
	const own = sql.join([...organisationIds(actor), '']);
	return [
		...(filter.ownedBy === undefined
			? []
			: [sql`items.organisation_id ${filter.ownedBy === 'own' ? sql`in` : sql`not in`} (${own})`]),
		...(filter.organisationId === undefined ? [] : [sql`items.organisation_id = ${filter.organisationId}`]),
		...(filter.collectionId === undefined ? [] : [collectionIs(filter.collectionId)]),
		...(filter.tag === undefined
			? []
			: [sql`items.id in (select item_id from item_tags where tag = ${filter.tag})`]),
		...(filter.among === undefined ? [] : [sql`items.id in ${filter.among}`]),
		...(filter.linksTo === undefined
			? []
			: [sql`items.id in (select item_id from item_links where target_item_id = ${filter.linksTo})`]),
	];
}

interface ListedSelection {
	readonly types: readonly string[];
	readonly conditions: readonly RawBuilder<unknown>[];
	readonly order: keyof typeof orders | RawBuilder<unknown>;
	readonly limit: number;
	readonly offset: number;
}

const orders = {
	title: sql`variant.title`,
	newest: sql`items.published_at desc`,
};

async function selectListed(
	database: Database,
	contentTypes: ContentTypes,
	{ actor, languages, types }: Reader,
	{ types: wanted, conditions, order, limit, offset }: ListedSelection,
): Promise<readonly ListedItem[]> {
	const json = jsonFunctions(database.dialect);
	const orderBy = typeof order === 'string' ? orders[order] : order;
	const [first = '', ...others] = types.filter((type) => wanted.includes(type));
	const variant = sql`join item_variants variant on variant.item_id = items.id and variant.language = (
		select choice.language from item_variants choice
		where choice.item_id = items.id and choice.published_revision is not null
		order by ${languageOrder('choice.language', 'items.source_language', languages)}, choice.language limit 1)`;
	const filters = [
		// With one type the index on type and time answers in order, and only the page is read.
		others.length === 0 ? sql`items.type = ${first}` : sql`items.type in (${sql.join([first, ...others])})`,
		visibleTo(actor, 'items.id'),
		...conditions,
	];
	const { rows } = await sql<ListedRow>`select items.id, items.type, items.slug, items.organisation_id,
			items.collection_id, items.published_at, items.review_due_at,
			organisations.slug as organisation_slug, organisations.name as organisation_name,
			organisations.short_name as organisation_short_name, variant.language, variant.title, variant.summary,
			(select ${json.list}(tag) from item_tags where item_id = items.id) as tags
		from (
			select items.id from items ${order === 'title' ? variant : sql``}
			where ${sql.join(filters, sql` and `)}
			order by ${orderBy}, items.id limit ${limit} offset ${offset}
		) as chosen
		join items on items.id = chosen.id
		join organisations on organisations.id = items.organisation_id
		${variant}
		order by ${orderBy}, items.id`.execute(database.query);
	return rows.flatMap((row) => {
		const type = contentTypes.find(row.type);
		return type
			? [
					{
						id: row.id,
						type: row.type,
						url: itemUrl(type, row.organisation_slug, row.slug),
						title: row.title,
						summary: row.summary,
						language: row.language,
						organisation: toOrganisation(row),
						collectionId: row.collection_id,
						publishedAt: row.published_at,
						reviewDueAt: row.review_due_at,
						tags: tagsSchema.parse(readJson(row.tags)).sort((a, b) => a.localeCompare(b, 'de')),
					},
				]
			: [];
	});
}

/** What the actor works on: drafts, changes not yet published, and, if asked for, archive or recycle bin. */
export interface WorkingListItem {
	readonly id: string;
	readonly type: string;
	readonly title: string;
	readonly language: string;
	readonly organisationId: string;
	readonly state: 'draft' | 'inReview' | 'published';
	readonly updatedAt: number;
	readonly deletedAt: number | null;
	/** When it is to be published, and why it could not be. */
	readonly publishAt: number | null;
	readonly failure: string | null;
}

export interface WorkingFilter {
	readonly shelf: 'drafts' | 'archive' | 'bin';
	/** Of this content type only. */
	readonly type?: string | undefined;
	readonly limit: number;
}

export async function listWorkingItems(
	database: Database,
	{ actor, types }: Reader,
	{ shelf, type, limit }: WorkingFilter,
): Promise<readonly WorkingListItem[]> {
	const shelves = {
		drafts: sql`item_variants.draft_revision is not null and items.archived_at is null and items.deleted_at is null`,
		archive: sql`items.archived_at is not null and items.deleted_at is null`,
		bin: sql`items.deleted_at is not null`,
	} as const;
	const { rows } = await sql<WorkingListItem>`select items.id, items.type, item_variants.title, item_variants.language,
			items.organisation_id as "organisationId", item_variants.state, items.updated_at as "updatedAt",
			items.deleted_at as "deletedAt", schedule.publish_at as "publishAt", schedule.failure
		from items join item_variants on item_variants.item_id = items.id
		left join publication_schedules as schedule
			on schedule.item_id = items.id and schedule.language = item_variants.language
		where ${shelves[shelf]} and items.type in (${sql.join([...types, ''])})
			and ${type === undefined ? sql`1 = 1` : sql`items.type = ${type}`}
			and ${workingVisibleTo(actor, 'items.id', shelf === 'bin' ? 'withDeleted' : 'withoutDeleted')}
		order by items.updated_at desc, items.id limit ${limit}`.execute(database.query);
	return rows;
}

function collectionIs(id: string | null) {
	return id === null ? sql`items.collection_id is null` : sql`items.collection_id = ${id}`;
}
