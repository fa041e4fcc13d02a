import { fold } from './fold.ts';
import type { Grammar } from './stem.ts';
import { qualities, type Term } from './term.ts';
import type { Vocabulary } from './vocabulary.ts';
import { createWordFilter } from './word-filter.ts';

/** Tells which words of the query a word of an indexed text answers. */
export interface TermMatcher {
	/** @param start and `end` of the word in the text */
	match(text: string, start: number, end: number, grammar: Grammar): readonly TermMatch[];
}

export interface TermMatch {
	/** Which of the query's terms. */
	readonly term: number;
	/** 1 for the written word itself. */
	readonly quality: number;
	/** Set if the word answers only with others: which alternative of several stems, and which of its stems. */
	readonly share?: { readonly alternative: number; readonly stem: string };
}

/** Looks up once which words of the vocabulary answer; what is in no vocabulary is in no text. */
export function createTermMatcher(terms: readonly Term[], vocabulary: Vocabulary): TermMatcher {
	const answers: Record<Grammar, Map<string, TermMatch[]>> = {
		de: new Map(),
		en: new Map(),
		plain: new Map(),
	};
	const filter = createWordFilter();
	const add = (grammar: Grammar, word: string, matches: readonly TermMatch[], worth: number) => {
		const known = answers[grammar].get(word) ?? [];
		if (known.length === 0) {
			answers[grammar].set(word, known);
			filter.add(word);
		}
		for (const match of matches) known.push({ ...match, quality: match.quality * worth });
	};
	for (const [stem, matches] of matchesByStem(terms)) {
		for (const { grammar, word } of vocabulary.withStem(stem)) add(grammar, word, matches, 1);
		for (const word of vocabulary.withPart(stem)) add('de', word, matches, qualities.compound);
	}
	const forms: Record<Grammar, Map<string, readonly TermMatch[]>> = {
		de: new Map(),
		en: new Map(),
		plain: new Map(),
	};

	return {
		match(text, start, end, grammar) {
			if (!filter.mayHold(text, start, end)) return none;
			const form = text.slice(start, end);
			const known = forms[grammar].get(form);
			if (known) return known;
			const word = fold(form);
			const matches = (answers[grammar].get(word) ?? none).map((match) => liken(match, form, word, terms));
			forms[grammar].set(form, matches);
			return matches;
		},
	};
}

const none: readonly TermMatch[] = [];
const otherForm = 0.92;
const otherSpelling = 0.99;

function liken(match: TermMatch, form: string, word: string, terms: readonly Term[]): TermMatch {
	const term = terms[match.term];
	if (term?.form === form) return match;
	const likeness = term?.word === word ? otherSpelling : otherForm;
	return { ...match, quality: match.quality * likeness };
}

function matchesByStem(terms: readonly Term[]): ReadonlyMap<string, readonly TermMatch[]> {
	const byStem = new Map<string, TermMatch[]>();
	for (const [term, { alternatives }] of terms.entries()) {
		for (const [alternative, { stems, quality }] of alternatives.entries()) {
			for (const stem of stems) {
				const match =
					stems.length === 1 ? { term, quality } : { term, quality, share: { alternative, stem } };
				byStem.set(stem, [...(byStem.get(stem) ?? []), match]);
			}
		}
	}
	return byStem;
}
