import type { AnalysedWord } from './analyse.ts';
import type { Term } from './term.ts';
import type { Grammar } from './stem.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Tells which words of the query a word of a text answers. */
export interface TermMatcher {
	match(word: AnalysedWord, grammar: Grammar): readonly TermMatch[];
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
	const remembered = new Map<AnalysedWord, readonly TermMatch[]>();

	return {
		match(word, grammar) {
			const known = remembered.get(word);
			if (known) return known;
			const matches = (byStem.get(word.stem) ?? []).map((match) => exact(match, word));
			for (const part of vocabulary.get(word.word, grammar)?.parts ?? []) {
				for (const match of byStem.get(part) ?? []) {
					matches.push({ ...match, quality: match.quality * insideCompound });
				}
			}
			remembered.set(word, matches);
			return matches;
		},
	};

	function exact(match: TermMatch, word: AnalysedWord): TermMatch {
		return match.share || terms[match.term]?.word === word.word
			? match
			: { ...match, quality: match.quality * otherForm };
	}
}

const insideCompound = 0.8;
const otherForm = 0.97;
