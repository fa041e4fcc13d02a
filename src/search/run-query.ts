import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import { bestVariants } from './best-variants.ts';
import { confirmCorrection } from './confirm-correction.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { expandQuery, type ExpandedQuery } from './expand-query.ts';
import type { Candidate, FoundCandidates, FullTextIndex, MatchCondition } from './full-text-index.ts';
import type { IndexSnapshot } from './index-snapshot.ts';
import { markText } from './marked-text.ts';
import { parseQuery } from './parse-query.ts';
import { bestPassage, type Passage } from './passage.ts';
import { rankByText } from './rank-by-text.ts';
import { rankByTitle, type RankContext, type Ranked } from './rank.ts';
import type { SearchHit, SearchRequest, SearchResult } from './search.ts';
import { createTermMatcher } from './term-matcher.ts';
import type { Term } from './term.ts';
import { visibleTexts, type VisibleText } from './visible-texts.ts';

/** Four statements at most, besides what changed in the vocabulary: state, documents (twice), texts. */
export async function runQuery(
	database: Kysely<Schema>,
	index: FullTextIndex,
	snapshot: IndexSnapshot,
	request: SearchRequest,
): Promise<SearchResult> {
	const languages = request.preferredLanguages;
	const offset = request.cursor === undefined ? 0 : readCursor(request.cursor, identity(request));
	const synonyms = snapshot.synonymsFor(request.actingOrganisationId);
	const expanded = expandQuery(parseQuery(request.text), snapshot, synonyms, languages);
	const { terms } = expanded;
	const found = await find(database, index, expanded, request, offset);
	const context = { terms, matcher: createTermMatcher(terms, snapshot.vocabulary), languages };
	const order = rankFirst(bestVariants(found.candidates, languages), context);
	const end = Math.min(offset + request.limit, order.length);
	const read = [...order.slice(0, rankedByText), ...order.slice(offset, end)];
	const texts = await visibleTexts(
		database,
		read.map(({ candidate }) => candidate.id),
		request.visible,
	);
	const passageOf = rememberPassages(texts, context);
	const ranked = [
		...rankByText(order.slice(0, rankedByText), texts, passageOf, context),
		...order.slice(rankedByText),
	];
	const page = ranked.slice(offset, end);
	const corrected = confirmCorrection(expanded, page, texts);
	return {
		total: found.total,
		facets: found.facets,
		hits: page.flatMap((hit) => describe(hit, texts, passageOf, context)),
		nextCursor: end < found.total && end > offset ? writeCursor(end, identity(request)) : null,
		...(corrected === undefined ? {} : { corrected }),
	};
}

/** Beyond these the index's own order holds. */
const rankedByTitle = 200;
const rankedByText = 20;

/** A cursor belongs to what was asked for, not to how much of it. */
function identity(request: SearchRequest): string {
	const { text, types = [], organisationIds = [], languages = [], preferredLanguages } = request;
	return JSON.stringify([text, types, organisationIds, languages, preferredLanguages]);
}

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
	const asked = telling.length > 0 ? telling : known;
	if (asked.length === 0) return nothing;
	const ask = (some: readonly Term[], mode: MatchCondition['mode'], within: MatchCondition['within']) =>
		index.find(database, {
			condition: { required: phrases, words: some.map(({ alternatives }) => alternatives), mode, within },
			visible: request.visible,
			types: request.types ?? [],
			organisationIds: request.organisationIds ?? [],
			languages: request.languages ?? [],
			excludedTypes: request.excludedTypes ?? [],
			limit: Math.max(rankedByTitle, offset + request.limit),
		});
	if (telling.length === 0) {
		const titles = await ask(asked, 'all', 'titles');
		return titles.total > 0 ? titles : ask(asked, 'all', 'everything');
	}
	const all = await ask(asked, 'all', 'everything');
	if (asked.length === 1 || all.total >= fewHits || phrases.length > 0) return all;
	const rarest = asked.toSorted((a, b) => b.weight - a.weight).slice(0, mostAskedFor);
	return ask(rarest, 'some', 'everything');
}

/** Asking for two of many words is dear, and frequent words would add little. */
const mostAskedFor = 4;
const fewHits = 10;

function rankFirst(candidates: readonly Candidate[], context: RankContext): Ranked[] {
	const rest = candidates
		.slice(rankedByTitle)
		.map((candidate) => ({ candidate, score: 0, index: 0, open: 1 }));
	return [...rankByTitle(candidates.slice(0, rankedByTitle), context), ...rest];
}

/** Finds each document's best passage once. */
function rememberPassages(
	texts: ReadonlyMap<number, VisibleText>,
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
	texts: ReadonlyMap<number, VisibleText>,
	passageOf: (candidate: Candidate) => Passage,
	{ terms, matcher }: RankContext,
): SearchHit[] {
	const text = texts.get(candidate.id)?.text;
	if (text === undefined) return [];
	const { source, objectId, language, type, organisationId, title } = candidate;
	const { start, end } = passageOf(candidate);
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
