import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import type { Candidate } from './candidate.ts';
import type { ExpandedQuery } from './expand-query.ts';
import { filterAndCount, type Facets } from './facets.ts';
import type { IndexMemory } from './index-snapshot.ts';
import { matchDocuments, type Match } from './match-documents.ts';
import type { ReadableDocuments } from './readable-documents.ts';
import type { SearchRequest } from './search.ts';
import type { Term } from './term.ts';

export interface FoundCandidates {
	/** Objects. */
	readonly total: number;
	readonly facets: Facets;
	readonly candidates: readonly Candidate[];
}

interface Asking {
	readonly database: Kysely<Schema>;
	readonly memory: IndexMemory;
	readonly readable: ReadableDocuments;
	readonly request: SearchRequest;
}

/** Documents with all words; where they hardly fill a page, those with some. One statement, or two. */
export async function findCandidates(
	{ terms, phrases }: ExpandedQuery,
	asking: Asking,
): Promise<FoundCandidates> {
	const known = terms.filter(({ alternatives }) => alternatives.length > 0);
	const telling = known.filter(({ stop }) => !stop);
	const asked = telling.length > 0 ? telling : known;
	// “für” alone does not answer “Quantenphysik für Fortgeschrittene”.
	const tellsNothingKnown = telling.length === 0 && terms.some(({ stop }) => !stop);
	if (asked.length === 0 || tellsNothingKnown) return nothing;
	if (telling.length === 0) {
		const titles = matchDocuments(asking.memory, asked, phrases, 'titles');
		const inTitles = await candidatesOf(titles.withAll(), asking);
		if (inTitles.total > 0) return inTitles;
	}
	const matches = matchDocuments(asking.memory, asked, phrases, 'everything');
	const all = await candidatesOf(matches.withAll(), asking);
	if (asked.length === 1 || all.total >= fewHits || phrases.length > 0) return all;
	return candidatesOf(matches.withSome(rarest(asked)), asking);
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

async function candidatesOf(
	matches: readonly Match[],
	{ database, memory: { documents }, readable, request }: Asking,
): Promise<FoundCandidates> {
	const { types = [], organisationIds = [], languages = [], excludedTypes = [] } = request;
	const isThere = ({ place }: Match) => !excludedTypes.includes(documents.at(place)?.type ?? '');
	const found = await readable.among(database, documents, matches.filter(isThere), request);
	const candidates = found.flatMap(({ place, weight }): Candidate[] => {
		const document = documents.at(place);
		return document ? [{ ...document, place, uses: documents.uses(place), weight }] : [];
	});
	const { passing, facets } = filterAndCount(candidates, { types, organisationIds, languages });
	return { total: new Set(passing.map(({ object }) => object)).size, facets, candidates: passing };
}
