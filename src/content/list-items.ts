import { sql } from 'kysely';
import { visibleTo, workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { itemUrl, type ContentTypes } from './content-types.ts';
import type { ListedItem } from './item.ts';
import { languageOrder } from './language-order.ts';
import type { Reader } from './reader.ts';

export interface ItemFilter {
	readonly types?: readonly string[];
	readonly organisationId?: string;
	/** Null for items that stand in no collection. */
	readonly collectionId?: string | null;
	readonly tag?: string;
	/** Items that link to this one. */
	readonly linksTo?: string;
	readonly order: 'title' | 'newest';
	readonly limit: number;
	readonly offset?: number;
}

interface ListedRow {
	readonly id: string;
	readonly type: string;
	readonly slug: string;
	readonly organisation_id: string;
	readonly organisation_slug: string;
	readonly organisation_name: string;
	readonly organisation_short_name: string;
	readonly collection_id: string | null;
	readonly published_at: number;
	readonly review_due_at: number | null;
	readonly language: string;
	readonly title: string;
	readonly summary: string;
}

/** Published items that the reader may read, each in the language that suits the reader best. One query. */
export async function listItems(
	database: Database,
	contentTypes: ContentTypes,
	{ actor, languages, types }: Reader,
	filter: ItemFilter,
): Promise<readonly ListedItem[]> {
	const wanted = filter.types ? types.filter((type) => filter.types?.includes(type)) : types;
	const conditions = [
		sql`items.type in (${sql.join([...wanted, ''])})`,
		visibleTo(actor, 'items.id'),
		...(filter.organisationId === undefined ? [] : [sql`items.organisation_id = ${filter.organisationId}`]),
		...(filter.collectionId === undefined ? [] : [collectionIs(filter.collectionId)]),
		...(filter.tag === undefined
			? []
			: [sql`exists (select 1 from item_tags where item_id = items.id and tag = ${filter.tag})`]),
		...(filter.linksTo === undefined
			? []
			: [sql`exists (select 1 from item_links where item_id = items.id and target_item_id = ${filter.linksTo})`]),
	];
	const { rows } = await sql<ListedRow>`select items.id, items.type, items.slug, items.organisation_id,
			items.collection_id, items.published_at, items.review_due_at,
			organisations.slug as organisation_slug, organisations.name as organisation_name,
			organisations.short_name as organisation_short_name, variant.language, variant.title, variant.summary
		from items
		join organisations on organisations.id = items.organisation_id
		join item_variants variant on variant.item_id = items.id and variant.language = (
			select choice.language from item_variants choice
			where choice.item_id = items.id and choice.published_revision is not null
			order by ${languageOrder('choice.language', 'items.source_language', languages)}, choice.language limit 1)
		where ${sql.join(conditions, sql` and `)}
		order by ${filter.order === 'title' ? sql`variant.title` : sql`items.published_at desc`}, items.id
		limit ${filter.limit} offset ${filter.offset ?? 0}`.execute(database.query);
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
						organisation: {
							id: row.organisation_id,
							slug: row.organisation_slug,
							name: row.organisation_name,
							shortName: row.organisation_short_name,
						},
						collectionId: row.collection_id,
						publishedAt: row.published_at,
						reviewDueAt: row.review_due_at,
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
}

export async function listWorkingItems(
	database: Database,
	{ actor, types }: Reader,
	{ shelf, limit }: { readonly shelf: 'drafts' | 'archive' | 'bin'; readonly limit: number },
): Promise<readonly WorkingListItem[]> {
	const shelves = {
		drafts: sql`item_variants.draft_revision is not null and items.archived_at is null and items.deleted_at is null`,
		archive: sql`items.archived_at is not null and items.deleted_at is null`,
		bin: sql`items.deleted_at is not null`,
	} as const;
	const { rows } = await sql<WorkingListItem>`select items.id, items.type, item_variants.title, item_variants.language,
			items.organisation_id as "organisationId", item_variants.state, items.updated_at as "updatedAt",
			items.deleted_at as "deletedAt"
		from items join item_variants on item_variants.item_id = items.id
		where ${shelves[shelf]} and items.type in (${sql.join([...types, ''])})
			and ${workingVisibleTo(actor, 'items.id', shelf === 'bin' ? 'withDeleted' : 'withoutDeleted')}
		order by items.updated_at desc, items.id limit ${limit}`.execute(database.query);
	return rows;
}

function collectionIs(id: string | null) {
	return id === null ? sql`items.collection_id is null` : sql`items.collection_id = ${id}`;
}
