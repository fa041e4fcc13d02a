import { createSpellings } from './spellings.ts';
import type { Grammar } from './stem.ts';

/** A word that indexed documents hold. */
export interface VocabularyWord {
	/** Folded. */
	readonly word: string;
	readonly grammar: Grammar;
	readonly stem: string;
	/** One way it is written in the texts. */
	readonly form: string;
	/** Stems that the index knows the word's parts by; empty if it is no compound. */
	readonly parts: readonly string[];
	readonly documents: number;
	/** State of the index that brought it. */
	readonly since: number;
}

/** The words of the index in memory. Grows and changes word by word. */
export interface Vocabulary {
	/** Number of documents, as far as the words tell. */
	readonly documents: number;
	set(word: VocabularyWord): void;
	get(word: string, grammar: Grammar): VocabularyWord | undefined;
	words(): readonly VocabularyWord[];
	/** All grammars that know the word. */
	find(word: string): readonly VocabularyWord[];
	withStem(stem: string): readonly VocabularyWord[];
	/** German compounds that the index knows by this part. */
	withPart(stem: string): readonly string[];
	documentsWithWord(word: string): number;
	documentsWithStem(stem: string): number;
	/** Words that begin with these letters, the most frequent first. */
	withPrefix(prefix: string, limit: number): VocabularyWord[];
	/** Words that have these letters within them. */
	containing(letters: string): VocabularyWord[];
	/** Words at most so many slips away, the nearest first and among those the most frequent. */
	near(word: string, slips: number, limit: number): { word: VocabularyWord; slips: number }[];
}

export function createVocabulary(): Vocabulary {
	const byWord = new Map<string, VocabularyWord[]>();
	const byStem = new Map<string, VocabularyWord[]>();
	const byPart = new Map<string, string[]>();
	const stemDocuments = new Map<string, number>();
	const spellings = createSpellings();
	let documents = 0;

	const find = (word: string) => (byWord.get(word) ?? []).filter((known) => known.documents > 0);
	return {
		get documents() {
			return documents;
		},
		set(word) {
			const known = byWord.get(word.word);
			const before = known?.find(({ grammar }) => grammar === word.grammar)?.documents ?? 0;
			if (!known) spellings.add(word.word);
			if (!known?.some(({ grammar }) => grammar === word.grammar)) {
				for (const part of word.parts) append(byPart, part, word.word);
			}
			replace(byWord, word.word, word);
			replace(byStem, word.stem, word);
			stemDocuments.set(word.stem, (stemDocuments.get(word.stem) ?? 0) + word.documents - before);
			documents = Math.max(documents, word.documents);
		},
		get: (word, grammar) => byWord.get(word)?.find((known) => known.grammar === grammar),
		words: () => [...byWord.values()].flat(),
		find,
		withStem: (stem) => (byStem.get(stem) ?? []).filter((known) => known.documents > 0),
		withPart: (stem) => byPart.get(stem) ?? [],
		documentsWithWord(word) {
			let sum = 0;
			for (const known of byWord.get(word) ?? []) sum += known.documents;
			return sum;
		},
		documentsWithStem: (stem) => stemDocuments.get(stem) ?? 0,
		withPrefix: (prefix, limit) => mostFrequent(spellings.withPrefix(prefix).flatMap(find), limit),
		containing: (letters) => spellings.containing(letters).flatMap(find),
		near: (word, slips, limit) =>
			spellings
				.near(word, slips)
				.flatMap((spelling) => find(spelling.word).map((known) => ({ word: known, slips: spelling.slips })))
				.sort((a, b) => a.slips - b.slips || moreFrequent(a.word, b.word))
				.slice(0, limit),
	};
}

function append(lists: Map<string, string[]>, key: string, value: string): void {
	const list = lists.get(key);
	if (list) list.push(value);
	else lists.set(key, [value]);
}

function replace(lists: Map<string, VocabularyWord[]>, key: string, word: VocabularyWord): void {
	const list = lists.get(key);
	if (!list) {
		lists.set(key, [word]);
		return;
	}
	const index = list.findIndex((known) => known.word === word.word && known.grammar === word.grammar);
	if (index < 0) list.push(word);
	else list[index] = word;
}

function mostFrequent(words: readonly VocabularyWord[], limit: number): VocabularyWord[] {
	return words.toSorted(moreFrequent).slice(0, limit);
}

function moreFrequent(a: VocabularyWord, b: VocabularyWord): number {
	return b.documents - a.documents || (a.word < b.word ? -1 : 1);
}
