import { sql } from 'kysely';
import { workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import type { ContentType, ContentTypes } from './content-types.ts';
import type { ItemReference } from './read-item.ts';
import type { Reader } from './reader.ts';
import { isSourceVariant } from './source-variant.ts';

/** Where an item is, without its text. */
export interface ItemPlace {
	readonly id: string;
	readonly organisationId: string;
	/** In the source language. */
	readonly title: string;
	readonly language: string;
}

/** What a path says about an item, whether there is one or not: `/i/<id>`, `/procedures/<organisation>/<slug>`. */
export function parseItemAddress(
	types: readonly Pick<ContentType, 'id' | 'route'>[],
	path: string,
): ItemReference | null {
	const id = /^\/i\/([\w-]{1,64})\/?$/.exec(path)?.[1];
	if (id !== undefined) return { id };
	const type = types.find(({ route }) => path.startsWith(`${route}/`));
	const [, organisationSlug, slug] =
		/^\/([^/]{1,200})\/([^/]{1,200})\/?$/.exec(path.slice(type?.route.length ?? path.length)) ?? [];
	return type && organisationSlug && slug ? { type: type.id, organisationSlug, slug } : null;
}

export async function locateItem(
	{ query }: Database,
	types: ContentTypes,
	{ actor, types: readable }: Reader,
	path: string,
): Promise<ItemPlace | null> {
	const reference = parseItemAddress(types.all(), path);
	const wanted =
		reference && 'slug' in reference
			? sql<boolean>`items.organisation_id = (select id from organisations where slug = ${reference.organisationSlug})
				and items.type = ${reference.type} and items.slug = ${reference.slug}`
			: sql<boolean>`items.id = ${reference?.id ?? ''}`;
	const row = await query
		.selectFrom('items')
		.innerJoin('organisations', 'organisations.id', 'items.organisation_id')
		.innerJoin('item_variants', isSourceVariant)
		.select([
			'items.id',
			'items.organisation_id as organisationId',
			'item_variants.title',
			'item_variants.language',
		])
		.where(wanted)
		.where('items.type', 'in', [...readable, ''])
		.where(workingVisibleTo(actor, 'items.id'))
		.executeTakeFirst();
	return row ?? null;
}
