import type { Kysely, RawBuilder, SqlBool } from 'kysely';
import type { Schema } from '../database/schema.ts';
import type { Candidate } from './candidate.ts';
import type { ExpandedQuery } from './expand-query.ts';
import { filterAndCount, type Facets } from './facets.ts';
import type { IndexMemory } from './index-snapshot.ts';
import { matchDocuments } from './match-documents.ts';
import type { ReadableDocuments } from './readable-documents.ts';
import type { SearchRequest } from './search.ts';
import type { Term } from './term.ts';

export interface FoundCandidates {
	readonly facets: Facets;
	/** One for each object. */
	readonly candidates: readonly Candidate[];
}

interface Asking {
	readonly database: Kysely<Schema>;
	readonly memory: IndexMemory;
	readonly readable: ReadableDocuments;
	readonly request: SearchRequest;
	/** What the reader may read of `search_documents`. */
	readonly visible: RawBuilder<SqlBool>;
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
		if (inTitles.candidates.length > 0) return inTitles;
	}
	const matches = matchDocuments(asking.memory, asked, phrases, 'everything');
	const all = await candidatesOf(matches.withAll(), asking);
	if (asked.length === 1 || all.candidates.length >= fewHits || phrases.length > 0) return all;
	return candidatesOf(matches.withSome(rarest(asked)), asking);
}

/** Frequent words would add many documents and little else. */
const mostAskedFor = 4;
const fewHits = 10;

const nothing: FoundCandidates = {
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
	matches: readonly Candidate[],
	{ database, memory: { documents }, readable, request, visible }: Asking,
): Promise<FoundCandidates> {
	const { types = [], organisationIds = [], languages = [], excludedTypes = [] } = request;
	const { preferredLanguages, changeMark } = request;
	const present =
		excludedTypes.length === 0
			? matches
			: matches.filter(({ document }) => !excludedTypes.includes(document.type));
	const found = await readable.among(database, documents, present, { visible, changeMark });
	return filterAndCount(found, {
		documents,
		filters: { types, organisationIds, languages },
		preferred: preferredLanguages,
	});
}
