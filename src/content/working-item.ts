import { sql } from 'kysely';
import { z } from 'zod';
import { workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { jsonFunctions, readJson } from '../database/json-functions.ts';
import { notFound } from '../errors.ts';
import { itemUrl, type ContentTypes } from './content-types.ts';
import type { WorkingItem } from './item.ts';
import { newerSource } from './newer-source.ts';
import type { Reader } from './reader.ts';
import { toOrganisation } from './to-organisation.ts';

const names = z
	.array(z.string())
	.nullable()
	.transform((list) => list ?? []);

const variants = z.array(
	z.object({
		language: z.string(),
		state: z.enum(['draft', 'inReview', 'published']),
		draftRevision: z.number().nullable(),
		publishedRevision: z.number().nullable(),
		title: z.string(),
		basedOnRevision: z.number().nullable(),
		newerSource: z.number().nullable(),
	}),
);

/** @throws VerbundError `request.notFound` for what is not there and for what the actor does not work on */
export async function readWorkingItem(
	{ query, dialect }: Database,
	contentTypes: ContentTypes,
	{ actor, types }: Reader,
	id: string,
): Promise<WorkingItem> {
	const json = jsonFunctions(dialect);
	const item = await query
		.selectFrom('items')
		.innerJoin('organisations', 'organisations.id', 'items.organisation_id')
		.leftJoin('collections', 'collections.id', 'items.collection_id')
		.selectAll('items')
		.select([
			'organisations.slug as organisation_slug',
			'organisations.name as organisation_name',
			'organisations.short_name as organisation_short_name',
			'collections.title as collection_title',
			sql`(select ${json.list}(principal) from item_audience where item_id = items.id)`.as('audience'),
			sql`(select ${json.list}(tag) from item_tags where item_id = items.id)`.as('tags'),
			sql`(select ${json.list}(${json.object}('language', variant.language, 'state', variant.state,
					'draftRevision', variant.draft_revision, 'publishedRevision', variant.published_revision,
					'title', variant.title, 'basedOnRevision', text.based_on_revision,
					'newerSource', ${newerSource('text.based_on_revision', 'source.published_revision')}))
				from item_variants variant
				left join revisions text on text.item_id = variant.item_id
					and text.number = coalesce(variant.draft_revision, variant.published_revision)
				left join item_variants source on source.item_id = items.id and source.language = items.source_language
				where variant.item_id = items.id)`.as('variants'),
		])
		.where('items.id', '=', id)
		.where('items.type', 'in', [...types, ''])
		.where(workingVisibleTo(actor, 'items.id', 'withDeleted'))
		.executeTakeFirst();
	const type = item && contentTypes.find(item.type);
	if (!item || !type) throw notFound();
	return {
		id,
		type: item.type,
		slug: item.slug,
		url: itemUrl(type, item.organisation_slug, item.slug),
		organisation: toOrganisation(item),
		collectionId: item.collection_id,
		collectionTitle: item.collection_title,
		sourceLanguage: item.source_language,
		edition: item.edition,
		audience: names.parse(readJson(item.audience)),
		tags: names.parse(readJson(item.tags)).toSorted(),
		responsiblePersonId: item.responsible_person_id,
		responsibleGroupId: item.responsible_group_id,
		reviewDueAt: item.review_due_at,
		publishedAt: item.published_at,
		archivedAt: item.archived_at,
		deletedAt: item.deleted_at,
		variants: variants
			.parse(readJson(item.variants))
			.toSorted((one, other) => (one.language < other.language ? -1 : 1))
			.map(({ newerSource: newer, ...variant }) => ({ ...variant, isOutdated: newer !== null })),
	};
}
