import { sql, type Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { expandQuery, type ExpandedQuery } from './expand-query.ts';
import type { Candidate, FoundCandidates, FullTextIndex, MatchCondition } from './full-text-index.ts';
import type { IndexSnapshot } from './index-snapshot.ts';
import { markText } from './marked-text.ts';
import { parseQuery } from './parse-query.ts';
import { bestPassage, type Passage } from './passage.ts';
import { byScore, coverage, rankByTitle, weights, type RankContext, type Ranked } from './rank.ts';
import type { SearchHit, SearchRequest, SearchResult } from './search.ts';
import { readHeadings } from './stored-source.ts';
import { createTermMatcher } from './term-matcher.ts';

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
	const context = {
		terms: expanded.terms,
		matcher: createTermMatcher(expanded.terms, snapshot.vocabulary),
	};
	const best = bestVariants(found.candidates, request.preferredLanguages);
	const byTitle = rankByTitle(best.slice(0, rankedByTitle), context);
	const rest = best.slice(rankedByTitle).map((candidate) => ({ candidate, score: 0, open: 1 }));
	const order = [...byTitle, ...rest];
	const end = Math.min(offset + request.limit, order.length);
	const texts = await readTexts(database, [...order.slice(0, rankedByText), ...order.slice(offset, end)], request);
	const passageOf = rememberPassages(texts, context);
	const ranked = [
		...rankByText(order.slice(0, rankedByText), texts, passageOf, context),
		...order.slice(rankedByText),
	];
	return {
		total: found.total,
		facets: found.facets,
		hits: ranked
			.slice(offset, end)
			.flatMap((hit) =>
				describe(hit, texts.get(hit.candidate.id)?.text, passageOf(hit.candidate), context),
			),
		nextCursor: end < found.total && end > offset ? writeCursor(end, identity(request)) : null,
		...(expanded.corrected === undefined ? {} : { corrected: expanded.corrected }),
	};
}

/** Beyond these the index's own order holds. */
const rankedByTitle = 200;
const rankedByText = 24;

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
			limit: Math.max(rankedByTitle, offset + request.limit),
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

interface StoredText {
	readonly text: string;
	readonly headings: readonly string[];
}

async function readTexts(
	database: Kysely<Schema>,
	hits: readonly Ranked[],
	request: SearchRequest,
): Promise<ReadonlyMap<number, StoredText>> {
	if (hits.length === 0) return new Map();
	const ids = JSON.stringify(hits.map(({ candidate }) => candidate.id));
	const rows = await database
		.selectFrom('search_texts')
		.innerJoin('search_documents', 'search_documents.id', 'search_texts.document_id')
		.select(['document_id', 'text', 'headings'])
		.where('document_id', 'in', sql<number>`(select value from json_each(${ids}))`)
		.where(request.visible('search_documents.object_id'))
		.execute();
	return new Map(
		rows.map((row) => [row.document_id, { text: row.text, headings: readHeadings(row.headings) }]),
	);
}

/** Headings, and words that stand close together, decide where titles leave the query open. */
function rankByText(
	hits: readonly Ranked[],
	texts: ReadonlyMap<number, StoredText>,
	passageOf: (candidate: Candidate) => Passage,
	context: RankContext,
): Ranked[] {
	return hits
		.map((hit) => {
			if (hit.open < weights.leastOpen) return hit;
			const { headings = [] } = texts.get(hit.candidate.id) ?? {};
			const heading = Math.max(0, ...headings.map((one) => coverage(one, hit.candidate.language, context)));
			const { worth } = passageOf(hit.candidate);
			return {
				...hit,
				score: hit.score + hit.open ** weights.openPower * (weights.heading * heading + weights.passage * worth),
			};
		})
		.sort(byScore);
}

/** Finds each document's best passage once. */
function rememberPassages(
	texts: ReadonlyMap<number, StoredText>,
	{ terms, matcher }: RankContext,
): (candidate: Candidate) => Passage {
	const passages = new Map<number, Passage>();
	return ({ id, language }) => {
		const passage = passages.get(id) ?? bestPassage(texts.get(id)?.text ?? '', language, terms, matcher);
		passages.set(id, passage);
		return passage;
	};
}

/** Nothing for a document that was removed, or hidden, between two statements. */
function describe(
	{ candidate, score }: Ranked,
	text: string | undefined,
	{ start, end }: Passage,
	{ terms, matcher }: RankContext,
): SearchHit[] {
	if (text === undefined) return [];
	const { source, objectId, language, type, organisationId, title } = candidate;
	return [
		{
			source,
			objectId,
			language,
			type,
			organisationId,
			title,
			titleMarks: markText(title, language, terms, matcher).marks,
			excerpt: markText(text.slice(start, end), language, terms, matcher),
			score,
		},
	];
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
