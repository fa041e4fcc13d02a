import { analyseWord } from './analyse.ts';
import { gatherEvidence } from './evidence.ts';
import type { Candidate } from './full-text-index.ts';
import { grammarOf } from './stem.ts';
import type { Term } from './term.ts';
import type { TermMatcher } from './term-matcher.ts';
import { words } from './words.ts';

export interface Ranked {
	readonly candidate: Candidate;
	readonly score: number;
	/** How much of the query the title leaves open: 0 to 1. */
	readonly open: number;
}

export interface RankContext {
	readonly terms: readonly Term[];
	readonly matcher: TermMatcher;
}

/** How much each sign counts beside a title that answers the whole query, which counts 1. */
export const weights = {
	/** Little else in the title. */
	density: 0.12,
	/** In the order of the query, one after the other. */
	neighbours: 0.08,
	/** The index's own opinion, from all of the text. */
	index: 0.05,
	indexOpen: 0.15,
	heading: 0.4,
	passage: 0.4,
	uses: 0.01,
	leastOpen: 0.1,
	openPower: 2,
	stopWord: 0.3,
	stopDensity: 0.1,
};

export function rankByTitle(candidates: readonly Candidate[], context: RankContext): Ranked[] {
	const heaviest = Math.max(...candidates.map(({ weight }) => weight), 1e-9);
	return candidates
		.map((candidate) => {
			const { answered, score } = readTitle(candidate.title, candidate.language, context);
			const uses = weights.uses * Math.log2(1 + candidate.uses);
			const index = candidate.weight / heaviest;
			return {
				candidate,
				open: 1 - answered,
				score: score + uses + (weights.index + weights.indexOpen * (1 - answered)) * index,
			};
		})
		.sort(byScore);
}

export function byScore(a: Ranked, b: Ranked): number {
	return b.score - a.score || a.candidate.id - b.candidate.id;
}

/** How much of the query a heading answers, by the terms' weights: 0 to 1. */
export function coverage(text: string, language: string, { terms, matcher }: RankContext): number {
	const grammar = grammarOf(language);
	const matches = words(text).map((word) => matcher.match(text, word, grammar));
	return covered(gatherEvidence(matches, terms).qualities, terms);
}

function readTitle(
	title: string,
	language: string,
	{ terms, matcher }: RankContext,
): { answered: number; score: number } {
	const grammar = grammarOf(language);
	const placed = words(title);
	const evidence = gatherEvidence(
		placed.map((word) => matcher.match(title, word, grammar)),
		terms,
	);
	const answered = covered(evidence.qualities, terms);
	if (answered === 0) return { answered, score: 0 };
	const analysed = placed.map(({ start, end }) => analyseWord(title.slice(start, end), grammar));
	const telling = analysed.map(({ stem, stop }) => (stop || hasDigit.test(stem) ? weights.stopDensity : 1));
	const density = weighted(evidence.words, telling);
	const inOrder = neighbours(
		evidence.places,
		analysed.map(({ stop }) => stop),
	);
	return { answered, score: answered * (1 + weights.density * density + weights.neighbours * inOrder) };
}

function covered(qualities: readonly number[], terms: readonly Term[]): number {
	return weighted(
		qualities,
		terms.map(({ weight }) => weight),
	);
}

const hasDigit = /\d/;

/** Share of neighbours in the query that stand one after the other here too, stop words aside. */
function neighbours(places: readonly number[], stops: readonly boolean[]): number {
	const found = places.filter((place) => place >= 0);
	const pairs = found.slice(1).filter((place, index) => {
		const before = found[index] ?? 0;
		return place >= before && stops.slice(before + 1, place).every(Boolean);
	});
	return found.length < 2 ? 0 : pairs.length / (found.length - 1);
}

function weighted(values: readonly number[], by: readonly number[]): number {
	let sum = 0;
	let total = 0;
	for (const [index, weight] of by.entries()) {
		sum += weight * (values[index] ?? 0);
		total += weight;
	}
	return total === 0 ? 0 : sum / total;
}
