import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import type { Candidate } from './candidate.ts';
import type { ExpandedQuery } from './expand-query.ts';
import { filterAndCount, type Facets } from './facets.ts';
import type { IndexMemory } from './index-snapshot.ts';
import { matchDocuments, type Matches } from './match-documents.ts';
import { readableDocuments } from './readable-documents.ts';
import type { SearchRequest } from './search.ts';
import type { Term } from './term.ts';

export interface FoundCandidates {
	/** Objects. */
	readonly total: number;
	readonly facets: Facets;
	readonly candidates: readonly Candidate[];
}

/** Documents with all words; where they hardly fill a page, those with some. One statement, or two. */
export async function findCandidates(
	database: Kysely<Schema>,
	memory: IndexMemory,
	{ terms, phrases }: ExpandedQuery,
	request: SearchRequest,
): Promise<FoundCandidates> {
	const known = terms.filter(({ alternatives }) => alternatives.length > 0);
	const telling = known.filter(({ stop }) => !stop);
	const asked = telling.length > 0 ? telling : known;
	// “für” alone does not answer “Quantenphysik für Fortgeschrittene”.
	const tellsNothingKnown = telling.length === 0 && terms.some(({ stop }) => !stop);
	if (asked.length === 0 || tellsNothingKnown) return nothing;
	const matches = matchDocuments(memory, asked, phrases, 'everything');
	if (telling.length === 0) {
		const titles = matchDocuments(memory, asked, phrases, 'titles');
		const inTitles = await candidatesAt(titles.withAll(), titles, { database, memory, request });
		if (inTitles.total > 0) return inTitles;
	}
	const all = await candidatesAt(matches.withAll(), matches, { database, memory, request });
	if (asked.length === 1 || all.total >= fewHits || phrases.length > 0) return all;
	return candidatesAt(matches.withSome(rarest(asked)), matches, { database, memory, request });
}

/** Frequent words would add many documents and little else. */
const mostAskedFor = 4;
const fewHits = 10;

const nothing: FoundCandidates = {
	total: 0,
	candidates: [],
	facets: { types: [], organisations: [], languages: [] },
};

function rarest(terms: readonly Term[]): number[] {
	return [...terms.entries()]
		.sort(([, a], [, b]) => b.weight - a.weight)
		.slice(0, mostAskedFor)
		.map(([number]) => number);
}

interface Asking {
	readonly database: Kysely<Schema>;
	readonly memory: IndexMemory;
	readonly request: SearchRequest;
}

async function candidatesAt(
	places: readonly number[],
	{ weight }: Matches,
	{ database, memory: { documents }, request }: Asking,
): Promise<FoundCandidates> {
	const found = places.flatMap((place) => {
		const document = documents.at(place);
		return document && !request.excludedTypes?.includes(document.type) ? [{ place, document }] : [];
	});
	const uses = await readableDocuments(
		database,
		found.map(({ document }) => document.id),
		request.visible,
	);
	const readable = found.flatMap(({ place, document }): Candidate[] => {
		const used = uses.get(document.id);
		return used === undefined ? [] : [{ ...document, place, uses: used, weight: weight(place) }];
	});
	const { types = [], organisationIds = [], languages = [] } = request;
	const { passing, facets } = filterAndCount(readable, { types, organisationIds, languages });
	return { total: new Set(passing.map(({ object }) => object)).size, facets, candidates: passing };
}
