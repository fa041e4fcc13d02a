import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import type { Candidate } from './candidate.ts';
import { confirmCorrection } from './confirm-correction.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { markExcerpt } from './excerpt.ts';
import { expandQuery } from './expand-query.ts';
import { findCandidates } from './find-candidates.ts';
import { heaviest } from './heaviest.ts';
import type { IndexSnapshot } from './index-snapshot.ts';
import { markText } from './marked-text.ts';
import { parseQuery } from './parse-query.ts';
import { rangeOf } from './passage.ts';
import { rankByText } from './rank-by-text.ts';
import { rankByTitle, type RankContext, type Ranked } from './rank.ts';
import type { ReadableDocuments } from './readable-documents.ts';
import { createReadings, wordsToShow, type Reading } from './reading.ts';
import type { SearchHit, SearchRequest, SearchResult } from './search.ts';
import { createTermMatcher } from './term-matcher.ts';
import { visibleTexts, type VisibleText } from './visible-texts.ts';

/** Four statements at most, besides what changed in the index: state, rights (twice), texts. */
export async function runQuery(
	database: Kysely<Schema>,
	{ snapshot, readable }: { snapshot: IndexSnapshot; readable: ReadableDocuments },
	request: SearchRequest,
): Promise<SearchResult> {
	const languages = request.preferredLanguages;
	const offset = request.cursor === undefined ? 0 : readCursor(request.cursor, identity(request));
	const synonyms = snapshot.synonymsFor(request.actingOrganisationId);
	const expanded = expandQuery(parseQuery(request.text), snapshot, synonyms, languages);
	const { terms } = expanded;
	const visible = request.visible('search_documents.object_id');
	const found = await findCandidates(expanded, { database, memory: snapshot, readable, request, visible });
	const { documents, vocabulary } = snapshot;
	const context = { terms, matcher: createTermMatcher(terms, vocabulary), documents, vocabulary, languages };
	const total = found.candidates.length;
	const end = Math.min(offset + request.limit, total);
	const order = rankFirst(found.candidates, end, context);
	const read = createReadings(context);
	const ranked = [...rankByText(order.slice(0, rankedByText), read), ...order.slice(rankedByText)];
	const page = ranked.slice(offset, end);
	const texts = await visibleTexts(
		database,
		page.map(({ candidate }) => candidate.document.id),
		visible,
	);
	const corrected = confirmCorrection(expanded, page, texts);
	return {
		total,
		facets: found.facets,
		hits: page.flatMap((hit) => describe(hit, texts, read, context)),
		nextCursor: end < total && end > offset ? writeCursor(end, identity(request)) : null,
		...(corrected === undefined ? {} : { corrected }),
	};
}

/** Beyond these the index's own order holds. */
const rankedByTitle = 200;
const rankedByText = 40;

/** A cursor belongs to what was asked for, not to how much of it. */
function identity(request: SearchRequest): string {
	const { text, types = [], organisationIds = [], languages = [], preferredLanguages } = request;
	return JSON.stringify([text, types, organisationIds, languages, preferredLanguages]);
}

/** @param least how many are needed, of which the best are ranked */
function rankFirst(candidates: readonly Candidate[], least: number, context: RankContext): Ranked[] {
	const byWeight = heaviest(candidates, Math.max(least, rankedByTitle));
	const rest = byWeight.slice(rankedByTitle).map((candidate) => ({ candidate, score: 0, index: 0, open: 1 }));
	return [...rankByTitle(byWeight.slice(0, rankedByTitle), context), ...rest];
}

/** Nothing for a document that was removed, or hidden, between two statements. */
function describe(
	{ candidate, score }: Ranked,
	texts: ReadonlyMap<number, VisibleText>,
	read: (candidate: Candidate) => Reading,
	context: RankContext,
): SearchHit[] {
	const found = texts.get(candidate.document.id);
	if (!found) return [];
	const { source, objectId, title, text } = found;
	const { language, type, organisationId } = candidate.document;
	const { terms, matcher } = context;
	const { passage } = read(candidate);
	const { numbers, title: titleWords, body } = wordsToShow(candidate, context);
	const shown = { numbers, from: body.from + passage.from, to: body.from + passage.to };
	return [
		{
			source,
			objectId,
			language,
			type,
			organisationId,
			title,
			titleMarks: markText(title, { numbers, ...titleWords }, terms, matcher).marks,
			excerpt: markExcerpt({ text, ...rangeOf(text, passage), words: shown }, terms, matcher),
			score,
		},
	];
}
