import { words } from './words.ts';

/** What a person typed, taken literally but for quotation marks. */
export interface ParsedQuery {
	/** As written, in order; those inside phrases too. */
	readonly words: readonly string[];
	/** Words that have to stand one after the other. */
	readonly phrases: readonly (readonly string[])[];
	/** Whether the last word may still be growing. */
	readonly unfinished: boolean;
}

export function parseQuery(text: string): ParsedQuery {
	const query = text.slice(0, longestQuery);
	const phrases = [...query.matchAll(quoted)]
		.map((match) => split(match[1] ?? ''))
		.filter((phrase) => phrase.length > 0);
	return {
		words: split(query).slice(0, mostWords),
		phrases: phrases.slice(0, mostPhrases).map((phrase) => phrase.slice(0, mostWords)),
		unfinished: endsInWord.test(query),
	};
}

const longestQuery = 400;
const mostWords = 12;
const mostPhrases = 4;
const quoted = /["“”„«»‟]([^"“”„«»‟]*)["“”„«»‟]/g;
const endsInWord = /[\p{L}\p{M}\p{N}]$/u;

function split(text: string): string[] {
	return words(text).map(({ start, end }) => text.slice(start, end));
}
