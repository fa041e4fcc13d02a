import { actingOrganisation } from '../access/actor.ts';
import { visibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import type { MarkedText } from '../search/marked-text.ts';
import type { Search } from '../search/search.ts';
import { itemUrl, type ContentTypes } from './content-types.ts';
import type { ItemOrganisation } from './item.ts';
import type { Reader } from './reader.ts';

export interface ContentSearch {
	readonly text: string;
	readonly types?: readonly string[];
	/** Slugs. */
	readonly organisations?: readonly string[];
	readonly languages?: readonly string[];
	readonly limit: number;
	readonly cursor?: string | undefined;
}

export interface ContentHit {
	readonly id: string;
	readonly type: string;
	readonly url: string;
	readonly language: string;
	readonly organisation: ItemOrganisation;
	readonly title: MarkedText;
	readonly excerpt: MarkedText;
}

export interface FacetValue {
	readonly value: string;
	readonly title: string;
	readonly count: number;
}

export interface ContentSearchResult {
	readonly total: number;
	readonly hits: readonly ContentHit[];
	/** Values of `organisations` are slugs; titles of types and languages are theirs to translate. */
	readonly facets: Readonly<Record<'types' | 'organisations' | 'languages', readonly FacetValue[]>>;
	readonly nextCursor: string | null;
	readonly corrected: string | null;
}

/** Searches what the reader may read, and gives each hit its address. */
export async function searchContent(
	{ database, search, types }: { database: Database; search: Search; types: ContentTypes },
	reader: Reader,
	request: ContentSearch,
): Promise<ContentSearchResult> {
	const wanted = request.organisations && (await organisationIdsOf(database, request.organisations));
	const found = await search.query(database.query, {
		text: request.text,
		...(request.types ? { types: request.types } : {}),
		...(wanted ? { organisationIds: wanted } : {}),
		...(request.languages ? { languages: request.languages } : {}),
		preferredLanguages: reader.languages,
		actingOrganisationId: actingOrganisation(reader.actor) ?? undefined,
		visible: (column) => visibleTo(reader.actor, column),
		excludedTypes: types
			.all()
			.map(({ id }) => id)
			.filter((id) => !reader.types.includes(id)),
		limit: request.limit,
		...(request.cursor === undefined ? {} : { cursor: request.cursor }),
	});
	const { organisations, slugs } = await addressesOf(
		database,
		found.hits.map(({ objectId }) => objectId),
	);
	const hits = found.hits.flatMap((hit): ContentHit[] => {
		const type = types.find(hit.type);
		const organisation = organisations.find(({ id }) => id === hit.organisationId);
		const slug = slugs.get(hit.objectId);
		if (!type || !organisation || slug === undefined) return [];
		return [
			{
				id: hit.objectId,
				type: hit.type,
				url: itemUrl(type, organisation.slug, slug, isFirstChoice(hit.language, reader) ? undefined : hit.language),
				language: hit.language,
				organisation,
				title: { text: hit.title, marks: hit.titleMarks },
				excerpt: hit.excerpt,
			},
		];
	});
	const organisationFacet = found.facets.organisations.flatMap(({ value, count }) => {
		const organisation = organisations.find(({ id }) => id === value);
		return organisation ? [{ value: organisation.slug, title: organisation.name, count }] : [];
	});
	const untitled = (values: readonly { value: string; count: number }[]) =>
		values.map(({ value, count }) => ({ value, title: value, count }));
	return {
		total: found.total,
		hits,
		facets: {
			types: untitled(found.facets.types),
			organisations: organisationFacet,
			languages: untitled(found.facets.languages),
		},
		nextCursor: found.nextCursor,
		corrected: found.corrected ?? null,
	};
}

function isFirstChoice(language: string, { languages }: Reader): boolean {
	return languages[0] === language;
}

async function organisationIdsOf({ query }: Database, slugs: readonly string[]): Promise<readonly string[]> {
	const rows = await query.selectFrom('organisations').select('id').where('slug', 'in', [...slugs, '']).execute();
	// An organisation that is not there has no hits, which is not the same as all organisations.
	return rows.length === 0 ? [''] : rows.map(({ id }) => id);
}

/** Organisations, and slugs of the items among the hits, in one query. */
async function addressesOf({ query }: Database, itemIds: readonly string[]) {
	const rows = await query
		.selectFrom('organisations')
		.leftJoin('items', (join) =>
			join.onRef('items.organisation_id', '=', 'organisations.id').on('items.id', 'in', [...itemIds, '']),
		)
		.select([
			'organisations.id',
			'organisations.slug',
			'organisations.name',
			'organisations.short_name as shortName',
			'items.id as itemId',
			'items.slug as itemSlug',
		])
		.execute();
	const organisations = new Map<string, ItemOrganisation>();
	const slugs = new Map<string, string>();
	for (const { itemId, itemSlug, ...organisation } of rows) {
		organisations.set(organisation.id, organisation);
		if (itemId !== null && itemSlug !== null) slugs.set(itemId, itemSlug);
	}
	return { organisations: [...organisations.values()], slugs };
}
