import { editDistance } from './edit-distance.ts';
import { letterSignature, lettersApart } from './letter-signature.ts';
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
}

/** The words of the index in memory. Grows and changes word by word. */
export interface Vocabulary {
	/** Number of documents, as far as the words tell. */
	readonly documents: number;
	set(word: VocabularyWord): void;
	get(word: string, grammar: Grammar): VocabularyWord | undefined;
	/** All grammars that know the word. */
	find(word: string): readonly VocabularyWord[];
	withStem(stem: string): readonly VocabularyWord[];
	documentsWithWord(word: string): number;
	documentsWithStem(stem: string): number;
	/** Words that begin with these letters, the most frequent first. */
	withPrefix(prefix: string, limit: number): VocabularyWord[];
	/** Words that have these letters within them, the most frequent first. */
	containing(letters: string, limit: number): VocabularyWord[];
	/** Words at most so many slips away, the nearest first and among those the most frequent. */
	near(word: string, slips: number, limit: number): { word: VocabularyWord; slips: number }[];
}

export function createVocabulary(): Vocabulary {
	const byWord = new Map<string, VocabularyWord[]>();
	const byStem = new Map<string, VocabularyWord[]>();
	const stemDocuments = new Map<string, number>();
	const order: string[] = [];
	let signatures = new Uint32Array(1024);
	/** Every word after a line break, so that one search finds beginnings as well as insides. */
	let letters = '\n';
	let documents = 0;

	const vocabulary: Vocabulary = {
		get documents() {
			return documents;
		},
		set(word) {
			const known = byWord.get(word.word);
			if (!known) append(word.word);
			replace(byWord, word.word, word);
			const before = known?.find(({ grammar }) => grammar === word.grammar)?.documents ?? 0;
			replace(byStem, word.stem, word);
			stemDocuments.set(word.stem, (stemDocuments.get(word.stem) ?? 0) + word.documents - before);
			documents = Math.max(documents, word.documents);
		},
		get: (word, grammar) => byWord.get(word)?.find((known) => known.grammar === grammar),
		find: (word) => (byWord.get(word) ?? []).filter((known) => known.documents > 0),
		withStem: (stem) => (byStem.get(stem) ?? []).filter((known) => known.documents > 0),
		documentsWithWord: (word) => {
			let sum = 0;
			for (const known of byWord.get(word) ?? []) sum += known.documents;
			return sum;
		},
		documentsWithStem: (stem) => stemDocuments.get(stem) ?? 0,
		withPrefix: (prefix, limit) => mostFrequent(scan(`\n${prefix}`), limit),
		containing: (inside, limit) => mostFrequent(scan(inside), limit),
		near(word, slips, limit) {
			const signature = letterSignature(word);
			const found: { word: VocabularyWord; slips: number }[] = [];
			for (const [index, candidate] of order.entries()) {
				if (Math.abs(candidate.length - word.length) > slips) continue;
				if (lettersApart(signatures[index] ?? 0, signature) > 2 * slips) continue;
				const distance = editDistance(word, candidate, slips);
				if (distance > slips) continue;
				for (const known of vocabulary.find(candidate)) found.push({ word: known, slips: distance });
			}
			return found
				.sort((a, b) => a.slips - b.slips || b.word.documents - a.word.documents)
				.slice(0, limit);
		},
	};
	return vocabulary;

	function append(word: string): void {
		if (order.length === signatures.length) {
			const larger = new Uint32Array(2 * signatures.length);
			larger.set(signatures);
			signatures = larger;
		}
		signatures[order.length] = letterSignature(word);
		order.push(word);
		letters += `${word}\n`;
	}

	function scan(needle: string): VocabularyWord[] {
		const found: VocabularyWord[] = [];
		for (let at = letters.indexOf(needle); at >= 0; ) {
			const start = needle.startsWith('\n') ? at + 1 : letters.lastIndexOf('\n', at) + 1;
			const end = letters.indexOf('\n', start);
			found.push(...vocabulary.find(letters.slice(start, end)));
			at = letters.indexOf(needle, end);
		}
		return found;
	}
}

function replace(lists: Map<string, VocabularyWord[]>, key: string, word: VocabularyWord): void {
	const list = lists.get(key);
	if (!list) lists.set(key, [word]);
	else {
		const index = list.findIndex((known) => known.word === word.word && known.grammar === word.grammar);
		if (index < 0) list.push(word);
		else list[index] = word;
	}
}

function mostFrequent(words: readonly VocabularyWord[], limit: number): VocabularyWord[] {
	return words.toSorted((a, b) => b.documents - a.documents || (a.word < b.word ? -1 : 1)).slice(0, limit);
}
