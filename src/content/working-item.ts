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

const names = z
	.array(z.string())
	.nullable()
	.transform((list) => list ?? []);

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
		])
		.where('items.id', '=', id)
		.where('items.type', 'in', [...types, ''])
		.where(workingVisibleTo(actor, 'items.id', 'withDeleted'))
		.executeTakeFirst();
	const type = item && contentTypes.find(item.type);
	if (!item || !type) throw notFound();
	const variants = await query
		.selectFrom('item_variants')
		.innerJoin('items', 'items.id', 'item_variants.item_id')
		.leftJoin('revisions', (join) =>
			join
				.onRef('revisions.item_id', '=', 'item_variants.item_id')
				.on((on) =>
					on('revisions.number', '=', on.fn.coalesce('item_variants.draft_revision', 'item_variants.published_revision')),
				),
		)
		.leftJoin('item_variants as source', (join) =>
			join
				.onRef('source.item_id', '=', 'items.id')
				.onRef('source.language', '=', 'items.source_language'),
		)
		.selectAll('item_variants')
		.select([
			'revisions.based_on_revision',
			newerSource('revisions.based_on_revision', 'source.published_revision').as('newer_source'),
		])
		.where('item_variants.item_id', '=', id)
		.orderBy('item_variants.language')
		.execute();
	return {
		id,
		type: item.type,
		slug: item.slug,
		url: itemUrl(type, item.organisation_slug, item.slug),
		organisation: {
			id: item.organisation_id,
			slug: item.organisation_slug,
			name: item.organisation_name,
			shortName: item.organisation_short_name,
		},
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
		variants: variants.map((variant) => ({
			language: variant.language,
			state: variant.state,
			draftRevision: variant.draft_revision,
			publishedRevision: variant.published_revision,
			title: variant.title,
			basedOnRevision: variant.based_on_revision,
			isOutdated: variant.newer_source !== null,
		})),
	};
}
