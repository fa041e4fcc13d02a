import { analyseWord } from './analyse.ts';
import { gatherEvidence } from './evidence.ts';
import type { Candidate } from './full-text-index.ts';
import { grammarOf } from './stem.ts';
import type { Term } from './term.ts';
import type { TermMatcher } from './term-matcher.ts';
import type { Vocabulary } from './vocabulary.ts';
import { words } from './words.ts';

export interface Ranked {
	readonly candidate: Candidate;
	readonly score: number;
}

export interface RankContext {
	readonly terms: readonly Term[];
	readonly matcher: TermMatcher;
	readonly vocabulary: Vocabulary;
}

/** How much each sign counts beside a title that answers the whole query, which counts 1. */
export const weights = {
	/** Little else in the title. */
	density: 0.3,
	/** In the order of the query, one after the other. */
	neighbours: 0.08,
	/** The index's own opinion, from all of the text. */
	index: 0.15,
	heading: 0.2,
	passage: 0.2,
	uses: 0.01,
	countDensity: 0.5,
};

export function rankByTitle(candidates: readonly Candidate[], context: RankContext): Ranked[] {
	const heaviest = Math.max(...candidates.map(({ weight }) => weight), 1e-9);
	return candidates
		.map((candidate) => ({
			candidate,
			score:
				titleScore(candidate.title, candidate.language, context) +
				weights.index * (candidate.weight / heaviest) +
				weights.uses * Math.log2(1 + candidate.uses),
		}))
		.sort(byScore);
}

export function byScore(a: Ranked, b: Ranked): number {
	return b.score - a.score || a.candidate.id - b.candidate.id;
}

/** How much of the query a heading answers, by the terms' weights: 0 to 1. */
export function coverage(text: string, language: string, { terms, matcher }: RankContext): number {
	const grammar = grammarOf(language);
	const matches = words(text).map(({ start, end }) => matcher.match(text.slice(start, end), grammar));
	return covered(gatherEvidence(matches, terms).qualities, terms);
}

function titleScore(title: string, language: string, { terms, matcher, vocabulary }: RankContext): number {
	const grammar = grammarOf(language);
	const forms = words(title).map(({ start, end }) => title.slice(start, end));
	const matches = forms.map((form) => matcher.match(form, grammar));
	const evidence = gatherEvidence(matches, terms);
	const answered = covered(evidence.qualities, terms);
	if (answered === 0) return 0;
	const analysed = forms.map((form) => analyseWord(form, grammar));
	const wordWeights = analysed.map(({ stem, stop }) => wordWeight(stem, stop, vocabulary));
	const density =
		(1 - weights.countDensity) * weighted(evidence.words, wordWeights) +
		weights.countDensity * weighted(evidence.words, analysed.map(({ stem, stop }) => (stop || hasDigit.test(stem) ? 0.1 : 1)));
	const inOrder = neighbours(evidence.places, analysed.map(({ stop }) => stop));
	return answered * (1 + weights.density * density + weights.neighbours * inOrder);
}

function covered(qualities: readonly number[], terms: readonly Term[]): number {
	return weighted(
		qualities,
		terms.map(({ weight }) => weight),
	);
}

function wordWeight(stem: string, stop: boolean, vocabulary: Vocabulary): number {
	const weight = Math.log(1 + vocabulary.documents / (1 + vocabulary.documentsWithStem(stem)));
	return stop || hasDigit.test(stem) ? 0.1 * weight : weight;
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
