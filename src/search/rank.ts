import type { Candidate } from './candidate.ts';
import type { Section } from './document-words.ts';
import { gatherEvidence } from './evidence.ts';
import type { IndexedDocuments } from './indexed-documents.ts';
import type { Term } from './term.ts';
import type { TermMatch, TermMatcher } from './term-matcher.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface Ranked {
	readonly candidate: Candidate;
	readonly score: number;
	/** What of the score is the index's opinion. */
	readonly index: number;
	/** How much of the query the title leaves open: 0 to 1. */
	readonly open: number;
}

export interface RankContext {
	readonly terms: readonly Term[];
	readonly matcher: TermMatcher;
	readonly documents: IndexedDocuments;
	readonly vocabulary: Vocabulary;
	/** The person's, best first. */
	readonly languages: readonly string[];
}

/** What else counts beside a title that answers the whole query, which counts 1. */
const signs = {
	/** Little else in the title. */
	density: 0.12,
	/** In the order of the query, one after the other. */
	neighbours: 0.08,
	/** The index's own opinion, from all of the text; more where the title leaves the query open. */
	index: 0.05,
	indexWhereOpen: 0.15,
	/** For each doubling of the times it was opened. */
	uses: 0.01,
	otherLanguage: -0.15,
	/** What was said in passing comes after what was written to last. */
	untitled: -0.25,
} as const;

export function rankByTitle(candidates: readonly Candidate[], context: RankContext): Ranked[] {
	const heaviest = Math.max(...candidates.map(({ weight }) => weight), Number.MIN_VALUE);
	return candidates
		.map((candidate) => rankCandidate(candidate, candidate.weight / heaviest, context))
		.sort(byScore);
}

/** The same order on every page and in every process. */
export function byScore(a: Ranked, b: Ranked): number {
	return (
		b.score - a.score ||
		b.candidate.document.updatedAt - a.candidate.document.updatedAt ||
		a.candidate.document.id - b.candidate.document.id
	);
}

/** How much of the query a heading answers, by the terms' weights: 0 to 1. */
export function coverage(
	numbers: Int32Array,
	{ from, to }: Section,
	{ terms, matcher }: RankContext,
): number {
	const matches = matchesOf(numbers, from, to, matcher);
	return matches ? covered(gatherEvidence(matches, terms).qualities, terms) : 0;
}

/** Nothing if no word answers anything, as most headings. */
function matchesOf(
	numbers: Int32Array,
	from: number,
	to: number,
	matcher: TermMatcher,
): (readonly TermMatch[])[] | undefined {
	const matches: (readonly TermMatch[])[] = [];
	let any = false;
	for (let at = from; at < to; at++) {
		const some = matcher.ofWord(numbers[at] ?? 0);
		any ||= some.length > 0;
		matches.push(some);
	}
	return any ? matches : undefined;
}

function rankCandidate(candidate: Candidate, index: number, context: RankContext): Ranked {
	const { answered, bonus, isUntitled } = readTitle(candidate.place, context);
	const open = 1 - answered;
	const opinion = (signs.index + signs.indexWhereOpen * open) * index;
	const score =
		answered * (1 + bonus) +
		opinion +
		signs.uses * Math.log2(1 + context.documents.uses(candidate.place)) +
		(context.languages.includes(candidate.document.language) ? 0 : signs.otherLanguage) +
		(isUntitled ? signs.untitled : 0);
	return { candidate, score, index: opinion, open };
}

function readTitle(
	place: number,
	{ terms, matcher, documents, vocabulary }: RankContext,
): { answered: number; bonus: number; isUntitled: boolean } {
	const length = documents.titleWords(place, title);
	const matches = matchesOf(title, 0, length, matcher);
	const isUntitled = length === 0;
	if (!matches) return { answered: 0, bonus: 0, isUntitled };
	const evidence = gatherEvidence(matches, terms);
	const words = Array.from(title.subarray(0, length));
	const stops = words.map(vocabulary.isStop);
	const telling = words.map((word, at) => (stops[at] || vocabulary.hasDigit(word) ? littleTelling : 1));
	return {
		isUntitled,
		answered: covered(evidence.qualities, terms),
		bonus:
			signs.density * weighted(evidence.words, telling, (weight) => weight) +
			signs.neighbours * neighbours(evidence.places, stops),
	};
}

/** Of the title that is looked at; longer ones are cut. */
const title = new Int32Array(400);
const littleTelling = 0.1;

function covered(qualities: readonly number[], terms: readonly Term[]): number {
	return weighted(qualities, terms, ({ weight }) => weight);
}

/** Share of neighbours in the query that stand one after the other here too, stop words aside. */
function neighbours(places: readonly number[], stops: readonly boolean[]): number {
	const found = places.filter((place) => place >= 0);
	const pairs = found.slice(1).filter((place, index) => {
		const before = found[index] ?? 0;
		return place >= before && stops.slice(before + 1, place).every(Boolean);
	});
	return found.length < 2 ? 0 : pairs.length / (found.length - 1);
}

function weighted<By>(values: readonly number[], by: readonly By[], weightOf: (one: By) => number): number {
	let sum = 0;
	let total = 0;
	by.forEach((one, index) => {
		sum += weightOf(one) * (values[index] ?? 0);
		total += weightOf(one);
	});
	return total === 0 ? 0 : sum / total;
}
