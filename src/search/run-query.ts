import { sql, type Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { excerpt, markText } from './excerpt.ts';
import { expandQuery, type ExpandedQuery } from './expand-query.ts';
import type { Candidate, FoundCandidates, FullTextIndex, MatchCondition } from './full-text-index.ts';
import type { IndexSnapshot } from './index-snapshot.ts';
import { parseQuery } from './parse-query.ts';
import { rankByTitle, type Ranked } from './rank.ts';
import type { SearchHit, SearchRequest, SearchResult } from './search.ts';
import { createTermMatcher, type TermMatcher } from './term-matcher.ts';

export async function runQuery(
	database: Kysely<Schema>,
	index: FullTextIndex,
	snapshot: IndexSnapshot,
	request: SearchRequest,
): Promise<SearchResult> {
	const offset = request.cursor === undefined ? 0 : readCursor(request.cursor, identity(request));
	const expanded = expandQuery(
		parseQuery(request.text),
		snapshot,
		snapshot.synonymsFor(request.actingOrganisationId),
		request.preferredLanguages,
	);
	const found = await find(database, index, expanded, request, offset);
	const matcher = createTermMatcher(expanded.terms, snapshot.vocabulary);
	const best = bestVariants(found.candidates, request.preferredLanguages);
	const ranked = [
		...rankByTitle(best.slice(0, rankedCandidates), expanded.terms, matcher, snapshot.vocabulary),
		...best.slice(rankedCandidates).map((candidate) => ({ candidate, score: 0 })),
	];
	const page = ranked.slice(offset, offset + request.limit);
	const end = offset + page.length;
	return {
		total: found.total,
		facets: found.facets,
		hits: await describe(database, page, expanded, matcher, request),
		nextCursor: end < found.total && page.length > 0 ? writeCursor(end, identity(request)) : null,
		...(expanded.corrected === undefined ? {} : { corrected: expanded.corrected }),
	};
}

/** Beyond these the index's own order holds. */
const rankedCandidates = 200;

const nothing: FoundCandidates = {
	total: 0,
	candidates: [],
	facets: { types: [], organisations: [], languages: [] },
};

/** Documents with all words; where they hardly fill a page, those with some. */
async function find(
	database: Kysely<Schema>,
	index: FullTextIndex,
	{ terms, phrases }: ExpandedQuery,
	request: SearchRequest,
	offset: number,
): Promise<FoundCandidates> {
	const known = terms.filter(({ alternatives }) => alternatives.length > 0);
	const telling = known.filter(({ stop }) => !stop);
	const words = (telling.length > 0 ? telling : known).map(({ alternatives }) => alternatives);
	if (words.length === 0) return nothing;
	const ask = (mode: MatchCondition['mode']) =>
		index.find(database, {
			condition: { required: phrases, words, mode },
			visible: request.visible,
			types: request.types ?? [],
			organisationIds: request.organisationIds ?? [],
			languages: request.languages ?? [],
			excludedTypes: request.excludedTypes ?? [],
			limit: Math.max(rankedCandidates, offset + request.limit),
		});
	const all = await ask('all');
	if (words.length === 1 || all.total >= fewHits || phrases.length > 0) return all;
	return ask('some');
}

const fewHits = 10;

/** Of several variants of one object the one in the language that the person prefers. */
function bestVariants(candidates: readonly Candidate[], languages: readonly string[]): Candidate[] {
	const best = new Map<number, Candidate>();
	for (const candidate of candidates) {
		const known = best.get(candidate.object);
		const place = (one: Candidate) =>
			languages.includes(one.language) ? languages.indexOf(one.language) : languages.length;
		if (
			!known ||
			place(candidate) < place(known) ||
			(place(candidate) === place(known) && candidate.weight > known.weight)
		) {
			best.set(candidate.object, candidate);
		}
	}
	return [...best.values()];
}

async function describe(
	database: Kysely<Schema>,
	page: readonly Ranked[],
	{ terms }: ExpandedQuery,
	matcher: TermMatcher,
	request: SearchRequest,
): Promise<SearchHit[]> {
	if (page.length === 0) return [];
	const ids = JSON.stringify(page.map(({ candidate }) => candidate.id));
	const rows = await database
		.selectFrom('search_texts')
		.innerJoin('search_documents', 'search_documents.id', 'search_texts.document_id')
		.select(['document_id', 'text'])
		.where('document_id', 'in', sql<number>`(select value from json_each(${ids}))`)
		.where(request.visible('search_documents.object_id'))
		.execute();
	const texts = new Map(rows.map((row) => [row.document_id, row.text]));
	return page.flatMap(({ candidate, score }) => {
		const text = texts.get(candidate.id);
		if (text === undefined) return [];
		const { id, object, uses, weight, ...hit } = candidate;
		return [
			{
				...hit,
				titleMarks: markText(hit.title, hit.language, terms, matcher).marks,
				excerpt: excerpt(text, hit.language, terms, matcher),
				score,
			},
		];
	});
}

function identity(request: SearchRequest): string {
	return JSON.stringify([
		request.text,
		request.types ?? [],
		request.organisationIds ?? [],
		request.languages ?? [],
		request.preferredLanguages,
	]);
}
