import { sql } from 'kysely';
import { visibleMemberships, visibleTo } from '../../access/visible-to.ts';
import type { ItemOrganisation } from '../../content/item.ts';
import { languageOrder } from '../../content/language-order.ts';
import type { Reader } from '../../content/reader.ts';
import type { Database } from '../../database/database.ts';

/** What the addresses of hits are made of, by ids. */
export interface Addresses {
	/** All of the network. */
	readonly organisations: ReadonlyMap<string, ItemOrganisation>;
	/** With the variant that suits the reader best, found or not. */
	readonly items: ReadonlyMap<
		string,
		{ readonly slug: string; readonly language: string; readonly title: string }
	>;
	/** A content type that lies in the collection. */
	readonly collections: ReadonlyMap<string, string>;
	readonly files: ReadonlyMap<string, { readonly name: string; readonly partOf: string }>;
	/** What plugins have found. */
	readonly shelved: ReadonlyMap<string, { readonly url: string; readonly partOf: string }>;
	/** With the organisations that the reader may know them to belong to. */
	readonly people: ReadonlyMap<
		string,
		{ readonly email: string; readonly organisationIds: readonly string[] }
	>;
}

interface AddressRow {
	readonly kind: 'organisation' | 'item' | 'collection' | 'file' | 'shelved' | 'person' | 'membership';
	readonly id: string;
	readonly first: string;
	readonly second: string;
	readonly third: string;
}

/** One query for all hits of a page, whatever they are; the hits themselves were asked for with the rights. */
export async function readAddresses(
	{ query }: Database,
	{ actor, languages, types }: Reader,
	hits: readonly { readonly source: string; readonly objectId: string }[],
): Promise<Addresses> {
	const ids = (source: string) =>
		sql.join([...hits.filter((hit) => hit.source === source).map(({ objectId }) => objectId), '']);
	const { rows } = await sql<AddressRow>`
		select 'organisation' as kind, id, slug as first, name as second, short_name as third from organisations
		union all
		select 'item', items.id, items.slug, variant.language, variant.title from items
		join item_variants variant on variant.item_id = items.id and variant.language = (
			select choice.language from item_variants choice
			where choice.item_id = items.id and choice.published_revision is not null
			order by ${languageOrder('choice.language', 'items.source_language', languages)}, choice.language limit 1)
		where items.id in (${ids('content')})
		union all
		select 'collection', id, coalesce((
			select kept.type from items as kept where kept.collection_id = collections.id
			and kept.type in (${sql.join([...types, ''])}) and ${visibleTo(actor, 'kept.id')} limit 1
		), ''), '', '' from collections where id in (${ids('collection')})
		union all
		select 'file', id, name, coalesce((
			select title from item_variants where item_variants.item_id = files.item_id
			and published_revision is not null order by language = ${languages[0] ?? 'de'} desc, language limit 1
		), ''), '' from files where id in (${ids('file')})
		union all
		select 'shelved', id, url, part_of, '' from shelved where id in (${ids('shelved')})
		union all
		select 'person', id, email, '', '' from people where id in (${ids('person')})
		union all
		select 'membership', person_id, organisation_id, '', '' from memberships
		where person_id in (${ids('person')}) and ${visibleMemberships(actor, 'memberships')}
	`.execute(query);
	const of = (kind: AddressRow['kind']) => rows.filter((row) => row.kind === kind);
	const memberships = of('membership');
	return {
		organisations: new Map(
			of('organisation').map(({ id, first, second, third }) => [
				id,
				{ id, slug: first, name: second, shortName: third },
			]),
		),
		items: new Map(
			of('item').map(({ id, first, second, third }) => [id, { slug: first, language: second, title: third }]),
		),
		collections: new Map(of('collection').map(({ id, first }) => [id, first])),
		files: new Map(of('file').map(({ id, first, second }) => [id, { name: first, partOf: second }])),
		shelved: new Map(of('shelved').map(({ id, first, second }) => [id, { url: first, partOf: second }])),
		people: new Map(
			of('person').map(({ id, first }) => [
				id,
				{
					email: first,
					organisationIds: memberships.filter((row) => row.id === id).map((row) => row.first),
				},
			]),
		),
	};
}
