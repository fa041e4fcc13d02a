import type { RawBuilder } from 'kysely';
import type { App } from '../../app.ts';
import { itemUrl } from '../../content/content-types.ts';
import type { ItemOrganisation } from '../../content/item.ts';
import { isCatalogueType, type CatalogueType } from '../../search/catalogue/catalogue-sources.ts';
import type { MarkedText } from '../../search/marked-text.ts';
import type { SearchHit } from '../../search/search.ts';
import { shelvedSource } from '../../search/shelves/shelves.ts';
import type { Visitor } from '../visitor.ts';
import { catalogueIcons } from './catalogue-icons.ts';
import { readAddresses, type Addresses } from './hit-addresses.ts';
import { organisationUrl } from './organisation-url.ts';
import { personUrl } from './person-url.ts';
import { searchAs } from './search-as.ts';

export interface FindRequest {
	readonly text: string;
	/** Content types, kinds of hits of plugins, and `person`, `organisation`, `collection`, `file`. */
	readonly types?: readonly string[];
	/** Slugs. */
	readonly organisations?: readonly string[];
	readonly languages?: readonly string[];
	/** Ids of what is looked for, as a subquery. */
	readonly among?: RawBuilder<unknown> | undefined;
	readonly limit: number;
	readonly cursor?: string | undefined;
}

export interface FoundHit {
	readonly id: string;
	/** Content type, or kind of thing. */
	readonly type: string;
	readonly kind: 'content' | 'shelved' | CatalogueType;
	/** What a plugin calls this kind of things, as `%key%`; null for all others. */
	readonly kindTitle: string | null;
	/** Name of a Lucide icon. */
	readonly icon: string;
	readonly url: string;
	readonly language: string;
	/** Null for people who belong to none. */
	readonly organisation: ItemOrganisation | null;
	readonly title: MarkedText;
	readonly excerpt: MarkedText;
	/** Title of the text that a file belongs to, of the source that it lies in. */
	readonly partOf: string | null;
}

export interface FacetValue {
	readonly value: string;
	readonly title: string;
	readonly count: number;
}

export interface FindResult {
	readonly total: number;
	readonly hits: readonly FoundHit[];
	/** Values of `organisations` are slugs; titles of types are `%key%` or theirs to find, as those of languages. */
	readonly facets: Readonly<Record<'types' | 'organisations' | 'languages', readonly FacetValue[]>>;
	readonly nextCursor: string | null;
	readonly corrected: string | null;
}

/** Searches texts, people, organisations, collections and files that the visitor may find, with their addresses. */
export async function find(app: App, visitor: Visitor, request: FindRequest): Promise<FindResult> {
	const { database, search, content } = app;
	const { reader } = visitor;
	const organisationIds = request.organisations && (await organisationIdsOf(app, request.organisations));
	const found = await search.query(database.query, {
		text: request.text,
		...(request.types ? { types: request.types } : {}),
		...(organisationIds ? { organisationIds } : {}),
		...(request.languages ? { languages: request.languages } : {}),
		...(await searchAs({ types: content.types, thingRights: app.thingRights }, reader, request.among)),
		changeMark: visitor.session?.changeMark,
		limit: request.limit,
		...(request.cursor === undefined ? {} : { cursor: request.cursor }),
	});
	const addresses = await readAddresses(database, reader, found.hits);
	return {
		total: found.total,
		hits: found.hits.flatMap((hit) => describe(app, visitor, hit, addresses)),
		facets: {
			types: found.facets.types.map((value) => ({
				...value,
				title: searchTypeOf(app, value.value)?.titlePlural ?? value.value,
			})),
			organisations: found.facets.organisations.flatMap(({ value, count }) => {
				const organisation = addresses.organisations.get(value);
				return organisation ? [{ value: organisation.slug, title: organisation.name, count }] : [];
			}),
			languages: untitled(found.facets.languages),
		},
		nextCursor: found.nextCursor,
		corrected: found.corrected ?? null,
	};
}

function untitled(values: readonly { value: string; count: number }[]): FacetValue[] {
	return values.map(({ value, count }) => ({ value, title: value, count }));
}

/** What a plugin declares about a kind of hits. */
function searchTypeOf({ host }: App, type: string) {
	return host.plugins
		.flatMap(({ manifest }) => manifest.contributes.searchTypes)
		.find(({ id }) => id === type);
}

function kindOf(source: string): FoundHit['kind'] {
	return source === shelvedSource || isCatalogueType(source) ? source : 'content';
}

/** Nothing for what was removed between two statements. */
function describe(app: App, visitor: Visitor, found: SearchHit, addresses: Addresses): FoundHit[] {
	const hit = inOwnVariant(found, addresses);
	const [workplace = ''] = addresses.people.get(hit.objectId)?.organisationIds ?? [];
	const organisationId = hit.source === 'person' ? workplace : hit.organisationId;
	const organisation = addresses.organisations.get(organisationId) ?? null;
	const url = urlOf(app, visitor, hit, { addresses, organisation });
	if (url === undefined) return [];
	const kind = kindOf(hit.source);
	const searchType = searchTypeOf(app, hit.type);
	const icon = isCatalogueType(kind)
		? catalogueIcons[kind]
		: (app.content.types.find(hit.type) ?? searchType)?.icon;
	return [
		{
			id: hit.objectId,
			type: hit.type,
			kind,
			kindTitle: searchType?.title ?? null,
			icon: icon ?? 'file-text',
			url,
			language: hit.language,
			organisation,
			...wordsOf(hit),
			partOf: (addresses.files.get(hit.objectId) ?? addresses.shelved.get(hit.objectId))?.partOf ?? null,
		},
	];
}

/** What has no title goes by the passage that was found. */
function wordsOf({ title, titleMarks, excerpt }: SearchHit): Pick<FoundHit, 'title' | 'excerpt'> {
	return title === ''
		? { title: excerpt, excerpt: { text: '', marks: [] } }
		: { title: { text: title, marks: titleMarks }, excerpt };
}

/**
 * Who reads Leichte Sprache types the words of everybody else: a hit in German is shown and opened as the variant in
 * Leichte Sprache. A hit in another language stays, because its words were asked for.
 */
function inOwnVariant(hit: SearchHit, { items }: Addresses): SearchHit {
	const own = hit.source === 'content' ? items.get(hit.objectId) : undefined;
	const isRelated = own?.language.split('-')[0] === hit.language.split('-')[0];
	return own && isRelated && own.language !== hit.language
		? { ...hit, language: own.language, title: own.title, titleMarks: [] }
		: hit;
}

interface Surroundings {
	readonly addresses: Addresses;
	readonly organisation: ItemOrganisation | null;
}

function urlOf(
	app: App,
	visitor: Visitor,
	hit: SearchHit,
	{ addresses, organisation }: Surroundings,
): string | undefined {
	const { types } = app.content;
	switch (hit.source) {
		case 'person':
			return personHitUrl(app, visitor, hit, { addresses, organisation });
		case 'organisation':
			return organisation ? organisationUrl(app, visitor, organisation) : undefined;
		case 'collection': {
			const type = types.find(addresses.collections.get(hit.objectId) ?? '') ?? types.all()[0];
			return type && `${type.route}?collection=${hit.objectId}`;
		}
		case 'file': {
			const file = addresses.files.get(hit.objectId);
			return file && `/files/${hit.objectId}/${encodeURIComponent(file.name)}`;
		}
		case shelvedSource:
			return addresses.shelved.get(hit.objectId)?.url;
		default: {
			const type = types.find(hit.type);
			const slug = addresses.items.get(hit.objectId)?.slug;
			if (!type || !organisation || slug === undefined) return undefined;
			const isFirstChoice = visitor.reader.languages[0] === hit.language;
			return itemUrl(type, organisation.slug, slug, isFirstChoice ? undefined : hit.language);
		}
	}
}

/** Where colleagues are reached; of others, where they work. */
function personHitUrl(
	app: App,
	visitor: Visitor,
	hit: SearchHit,
	{ addresses, organisation }: Surroundings,
): string | undefined {
	const person = addresses.people.get(hit.objectId);
	if (!person) return undefined;
	const belongsTo = person.organisationIds.flatMap((organisationId) => {
		const slug = addresses.organisations.get(organisationId)?.slug;
		return slug === undefined ? [] : [{ organisationId, slug }];
	});
	return (
		personUrl(app, visitor, { id: hit.objectId, email: person.email, belongsTo }) ??
		(organisation
			? organisationUrl(app, visitor, organisation)
			: `/search?${new URLSearchParams({ q: hit.title }).toString()}`)
	);
}

async function organisationIdsOf(
	{ database: { query } }: App,
	slugs: readonly string[],
): Promise<readonly string[]> {
	const rows = await query
		.selectFrom('organisations')
		.select('id')
		.where('slug', 'in', [...slugs, ''])
		.execute();
	// An organisation that is not there has no hits, which is not the same as all organisations.
	return rows.length === 0 ? ['-'] : rows.map(({ id }) => id);
}
