import { analyse, type Token } from './analyse.ts';
import { gatherEvidence } from './evidence.ts';
import type { Term } from './term.ts';
import type { Candidate } from './full-text-index.ts';
import { grammarOf } from './stem.ts';
import type { TermMatcher } from './term-matcher.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface Ranked {
	readonly candidate: Candidate;
	readonly score: number;
}

/** Orders by what the titles say about the query; the index's own weight, uses and dates break ties. */
export function rankByTitle(
	candidates: readonly Candidate[],
	terms: readonly Term[],
	matcher: TermMatcher,
	vocabulary: Vocabulary,
): Ranked[] {
	const heaviest = Math.max(...candidates.map(({ weight }) => weight), 1e-9);
	return candidates
		.map((candidate) => ({
			candidate,
			score:
				titleScore(candidate, terms, matcher, vocabulary) +
				0.15 * (candidate.weight / heaviest) +
				0.01 * Math.log2(1 + candidate.uses),
		}))
		.sort((a, b) => b.score - a.score || a.candidate.id - b.candidate.id);
}

function titleScore(
	{ title, language }: Candidate,
	terms: readonly Term[],
	matcher: TermMatcher,
	vocabulary: Vocabulary,
): number {
	const tokens = analyse(title, language);
	const { qualities, places, tokens: answered } = gatherEvidence(tokens, grammarOf(language), terms, matcher);
	const wanted = sum(terms.map(({ weight }) => weight));
	const covered = sum(terms.map(({ weight }, index) => weight * (qualities[index] ?? 0))) / (wanted || 1);
	const weights = tokens.map((token) => tokenWeight(token, vocabulary));
	const said = sum(weights.map((weight, index) => weight * (answered[index] ?? 0))) / (sum(weights) || 1);
	return covered + 0.3 * covered * said + 0.08 * covered * neighbours(places, tokens);
}

function tokenWeight({ analysed: { stop, stem } }: Token, vocabulary: Vocabulary): number {
	const weight = Math.log(1 + vocabulary.documents / (1 + vocabulary.documentsWithStem(stem)));
	if (stop || /\d/.test(stem)) return 0.1 * weight;
	return weight;
}

/** Share of neighbours in the query that stand one after the other here too, stop words aside. */
function neighbours(places: readonly number[], tokens: readonly Token[]): number {
	const found = places.filter((place) => place >= 0);
	if (found.length < 2) return 0;
	let pairs = 0;
	for (const [index, place] of found.entries()) {
		const next = found[index + 1];
		if (next === undefined) continue;
		const between = tokens.slice(place + 1, next).every(({ analysed }) => analysed.stop);
		if (next === place || (next > place && between)) pairs++;
	}
	return pairs / (found.length - 1);
}

function sum(numbers: readonly number[]): number {
	let total = 0;
	for (const number of numbers) total += number;
	return total;
}
