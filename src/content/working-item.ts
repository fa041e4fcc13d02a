import { workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { notFound } from '../errors.ts';
import { itemUrl, type ContentTypes } from './content-types.ts';
import type { WorkingItem } from './item.ts';
import type { Reader } from './reader.ts';

/** @throws VerbundError `request.notFound` for what is not there and for what the actor does not work on */
export async function readWorkingItem(
	{ query }: Database,
	contentTypes: ContentTypes,
	{ actor, types }: Reader,
	id: string,
): Promise<WorkingItem> {
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
		])
		.where('items.id', '=', id)
		.where('items.type', 'in', [...types, ''])
		.where(workingVisibleTo(actor, 'items.id', 'withDeleted'))
		.executeTakeFirst();
	const type = item && contentTypes.find(item.type);
	if (!item || !type) throw notFound();
	const variants = await query.selectFrom('item_variants').selectAll().where('item_id', '=', id).orderBy('language').execute();
	const audience = await query.selectFrom('item_audience').select('principal').where('item_id', '=', id).execute();
	const tags = await query.selectFrom('item_tags').select('tag').where('item_id', '=', id).orderBy('tag').execute();
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
		audience: audience.map(({ principal }) => principal),
		tags: tags.map(({ tag }) => tag),
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
		})),
	};
}
