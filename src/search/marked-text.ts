import type { Section } from './document-words.ts';
import type { Term } from './term.ts';
import type { TermMatcher } from './term-matcher.ts';
import { words } from './words.ts';

/** Plain text with the ranges to highlight, `[start, end)` in UTF-16 units. The page escapes the text. */
export interface MarkedText {
	readonly text: string;
	readonly marks: readonly (readonly [start: number, end: number])[];
}

/** The words of a text, in its order, as the index has numbered them. */
export interface NumberedWords extends Section {
	readonly numbers: Int32Array;
}

/** Marks the words that answer the query, stop words only in a query that has no others. */
export function markText(
	text: string,
	{ numbers, from, to }: NumberedWords,
	terms: readonly Term[],
	matcher: TermMatcher,
): MarkedText {
	const stopWordsOnly = terms.every(({ stop }) => stop);
	const marks = words(text)
		.slice(0, to - from)
		.filter((_, place) =>
			matcher
				.ofWord(numbers[from + place] ?? 0)
				.some(({ term }) => stopWordsOnly || terms[term]?.stop === false),
		)
		.map(({ start, end }): [number, number] => [start, end]);
	return { text, marks };
}
