import { qualities, type Term } from './term.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Tells which words of the query a word of a document answers. */
export interface TermMatcher {
	/** @param word its number in the vocabulary */
	ofWord(word: number): readonly TermMatch[];
}

export interface TermMatch {
	/** Which of the query's terms. */
	readonly term: number;
	/** 1 for the written word itself. */
	readonly quality: number;
	/** Set if the word answers only with others: which alternative of several stems, and which of its stems. */
	readonly share?: { readonly alternative: number; readonly stem: string };
}

/** Looks up once which words of the vocabulary answer. */
export function createTermMatcher(terms: readonly Term[], vocabulary: Vocabulary): TermMatcher {
	const answers = new Map<number, readonly TermMatch[]>();
	/** A bit for each word: hardly any word of a text answers, and they say so faster than the map. */
	const answering = new Uint8Array((vocabulary.numbers >> 3) + 1);
	const written = new Map<number, string>(
		terms.flatMap(({ word }) => vocabulary.spelt(word).map((id) => [id, word] as const)),
	);
	for (const [stem, matches] of matchesByStem(terms)) {
		add(vocabulary.withStem(stem), matches, 1);
		add(vocabulary.withPart(stem), matches, qualities.compound);
	}

	return {
		ofWord: (word) => (((answering[word >> 3] ?? 0) >> (word & 7)) & 1 ? (answers.get(word) ?? none) : none),
	};

	function add(words: readonly number[], matches: readonly TermMatch[], worth: number): void {
		const inOtherForm = scaled(matches, () => worth * otherForm);
		for (const word of words) {
			const form = written.get(word);
			const own =
				form === undefined
					? inOtherForm
					: scaled(matches, ({ term }) => worth * (terms[term]?.word === form ? 1 : otherForm));
			const known = answers.get(word);
			answers.set(word, known ? [...known, ...own] : own);
			answering[word >> 3] = (answering[word >> 3] ?? 0) | (1 << (word & 7));
		}
	}
}

const none: readonly TermMatch[] = [];
const otherForm = 0.92;

function scaled(matches: readonly TermMatch[], worth: (match: TermMatch) => number): TermMatch[] {
	return matches.map((match) => ({ ...match, quality: match.quality * worth(match) }));
}

function matchesByStem(terms: readonly Term[]): ReadonlyMap<string, readonly TermMatch[]> {
	const byStem = new Map<string, TermMatch[]>();
	for (const [term, { alternatives }] of terms.entries()) {
		for (const [alternative, { stems, quality }] of alternatives.entries()) {
			for (const stem of stems) {
				const match =
					stems.length === 1 ? { term, quality } : { term, quality, share: { alternative, stem } };
				const known = byStem.get(stem);
				if (known) known.push(match);
				else byStem.set(stem, [match]);
			}
		}
	}
	return byStem;
}
