import { analyse, type Token } from './analyse.ts';
import type { MarkedText } from './marked-text.ts';
import { grammarOf, type Grammar } from './stem.ts';
import type { Term } from './term.ts';
import type { TermMatcher } from './term-matcher.ts';

/** The passage that answers most of the query, closest together. */
export function excerpt(
	text: string,
	language: string,
	terms: readonly Term[],
	matcher: TermMatcher,
): MarkedText {
	const grammar = grammarOf(language);
	const tokens = analyse(text.slice(0, longestRead), language);
	const window = bestWindow(tokens, grammar, terms, matcher);
	const [start, end] = widen(text, tokens, window);
	return markText(text.slice(start, end), language, terms, matcher);
}

/** The whole text with marks. */
export function markText(
	text: string,
	language: string,
	terms: readonly Term[],
	matcher: TermMatcher,
): MarkedText {
	const grammar = grammarOf(language);
	const marks = analyse(text, language)
		.filter((token) => matcher.match(token.analysed, grammar).some(({ term }) => terms[term]?.stop === false))
		.map(({ start, end }): [number, number] => [start, end]);
	return { text, marks };
}

const longestRead = 60_000;
const windowWords = 32;
const wordsBefore = 6;

function bestWindow(
	tokens: readonly Token[],
	grammar: Grammar,
	terms: readonly Term[],
	matcher: TermMatcher,
): number {
	let best = 0;
	let bestWorth = 0;
	const hits: { place: number; term: number; worth: number }[] = [];
	for (const [place, token] of tokens.entries()) {
		for (const { term, quality } of matcher.match(token.analysed, grammar)) {
			hits.push({ place, term, worth: quality * (terms[term]?.weight ?? 0) });
		}
	}
	for (const [index, { place }] of hits.entries()) {
		const worths = new Map<number, number>();
		for (const hit of hits.slice(index, index + mostHitsRead)) {
			if (hit.place >= place + windowWords - wordsBefore) break;
			worths.set(hit.term, Math.max(worths.get(hit.term) ?? 0, hit.worth));
		}
		let worth = 0;
		for (const one of worths.values()) worth += one;
		if (worth > bestWorth) {
			bestWorth = worth;
			best = place;
		}
	}
	return best;
}

const mostHitsRead = 24;

function widen(text: string, tokens: readonly Token[], place: number): [number, number] {
	const first = tokens[Math.max(0, place - wordsBefore)];
	const last = tokens[Math.min(tokens.length - 1, Math.max(0, place - wordsBefore) + windowWords)];
	return [first?.start ?? 0, last?.end ?? Math.min(text.length, 200)];
}
