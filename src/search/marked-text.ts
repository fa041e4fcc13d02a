import { grammarOf } from './stem.ts';
import type { Term } from './term.ts';
import type { TermMatcher } from './term-matcher.ts';
import { words } from './words.ts';

/** Plain text with the ranges to highlight, `[start, end)` in UTF-16 units. The page escapes the text. */
export interface MarkedText {
	readonly text: string;
	readonly marks: readonly (readonly [start: number, end: number])[];
}

/** Marks the words that answer the query, stop words only in a query that has no others. */
export function markText(
	text: string,
	language: string,
	terms: readonly Term[],
	matcher: TermMatcher,
): MarkedText {
	const grammar = grammarOf(language);
	const stopWordsOnly = terms.every(({ stop }) => stop);
	const marks = words(text)
		.filter(({ start, end }) =>
			matcher
				.match(text, start, end, grammar)
				.some(({ term }) => stopWordsOnly || terms[term]?.stop === false),
		)
		.map(({ start, end }): [number, number] => [start, end]);
	return { text, marks };
}
