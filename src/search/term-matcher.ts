import { analyseWord, type AnalysedWord } from './analyse.ts';
import type { Grammar } from './stem.ts';
import type { Term } from './term.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Tells which words of the query a word of a text answers. */
export interface TermMatcher {
	/** @param form as written */
	match(form: string, grammar: Grammar): readonly TermMatch[];
}

export interface TermMatch {
	/** Which of the query's terms. */
	readonly term: number;
	/** 1 for the written word itself. */
	readonly quality: number;
	/** Set if the word answers only with others: which alternative of several stems, and which of its stems. */
	readonly share?: { readonly alternative: number; readonly stem: string };
}

export function createTermMatcher(terms: readonly Term[], vocabulary: Vocabulary): TermMatcher {
	const byStem = matchesByStem(terms);
	const remembered: Record<Grammar, Map<string, readonly TermMatch[]>> = {
		de: new Map(),
		en: new Map(),
		plain: new Map(),
	};

	return {
		match(form, grammar) {
			const known = remembered[grammar].get(form);
			if (known) return known;
			const matches = find(form, analyseWord(form, grammar), grammar);
			remembered[grammar].set(form, matches);
			return matches;
		},
	};

	function find(form: string, { word, stem }: AnalysedWord, grammar: Grammar): readonly TermMatch[] {
		const whole = byStem.get(stem) ?? [];
		const parts = (vocabulary.get(word, grammar)?.parts ?? []).flatMap((part) => byStem.get(part) ?? []);
		if (whole.length === 0 && parts.length === 0) return none;
		return [
			...whole.map((match) => ({ ...match, quality: match.quality * likeness(form, word, terms[match.term]) })),
			...parts.map((match) => ({ ...match, quality: match.quality * insideCompound })),
		];
	}
}

const none: readonly TermMatch[] = [];
export const tune = { insideCompound: 0.8, otherForm: 0.95, otherSpelling: 0.99 };
const insideCompound = 0.8;

function likeness(form: string, word: string, term: Term | undefined): number {
	if (term?.form === form) return 1;
	return term?.word === word ? tune.otherSpelling : tune.otherForm;
}

function matchesByStem(terms: readonly Term[]): ReadonlyMap<string, readonly TermMatch[]> {
	const byStem = new Map<string, TermMatch[]>();
	for (const [term, { alternatives }] of terms.entries()) {
		for (const [alternative, { stems, quality }] of alternatives.entries()) {
			for (const stem of stems) {
				const match = stems.length === 1 ? { term, quality } : { term, quality, share: { alternative, stem } };
				byStem.set(stem, [...(byStem.get(stem) ?? []), match]);
			}
		}
	}
	return byStem;
}
