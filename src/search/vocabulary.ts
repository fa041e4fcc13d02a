import { createChains } from './chains.ts';
import type { Lexicon } from './compounds.ts';
import { createGrowingList } from './growing-list.ts';
import { createSpellings } from './spellings.ts';
import { grammars, type Grammar } from './stem.ts';
import { isStopWord } from './stop-words.ts';
import { createSymbols } from './symbols.ts';

/** A word that indexed documents hold, as the database keeps it. */
export interface VocabularyWord {
	/** What documents know it by (`document-words.ts`). Never given again to another word. */
	readonly id: number;
	/** Folded. */
	readonly word: string;
	readonly grammar: Grammar;
	readonly stem: string;
	/** One way it is written in the texts. */
	readonly form: string;
	/** Stems of the word's parts; empty if it is no compound. */
	readonly parts: readonly string[];
}

export interface KnownWord {
	readonly id: number;
	readonly word: string;
	readonly stem: string;
	readonly form: string;
	readonly documents: number;
}

/**
 * The words of the index in memory. A large hub has a hundred thousand: they are kept as numbers in flat lists,
 * because an object for each would take four times the memory.
 */
export interface Vocabulary extends Lexicon {
	/** One more than the largest number of a word. */
	readonly numbers: number;
	set(word: VocabularyWord): void;
	/** One more document holds the word, or one fewer. */
	count(id: number, documents: 1 | -1): void;
	/** Its words of every grammar. */
	spelt(word: string): number[];
	describe(id: number): KnownWord;
	isStop(id: number): boolean;
	hasDigit(id: number): boolean;
	/** The numbers of its words in every grammar that knows them. */
	withStem(stem: string): number[];
	/** German compounds that hold this stem. */
	withPart(stem: string): number[];
	/** Answers whether that is new. */
	addPart(id: number, stem: string): boolean;
	/** German words. */
	germanWords(): Iterable<KnownWord>;
	/** Words that begin with these letters, the most frequent first. */
	withPrefix(prefix: string, limit: number): KnownWord[];
	/** German words that have these letters within them. */
	containing(letters: string): KnownWord[];
	/** Words at most so many slips away, the nearest first and among those the most frequent. */
	near(word: string, slips: number, limit: number): { word: KnownWord; slips: number }[];
}

export function createVocabulary(): Vocabulary {
	const symbols = createSymbols();
	const spellings = createSpellings(symbols);
	/** By number of the word; symbols plus one, so that 0 is no word. */
	const words = createGrowingList();
	const stems = createGrowingList();
	const documents = createGrowingList();
	const kinds = createGrowingList();
	/** Of the words that are not simply written with a small or capital first letter. */
	const unusualForms = new Map<number, string>();
	/** By symbol. */
	const spelt = createChains();
	const stemmed = createChains();
	const parted = createChains();
	const wordDocuments = createGrowingList();
	const stemDocuments = createGrowingList();
	let last = 0;

	const spellingOf = (id: number) => symbols.textOf(words.get(id) - 1);
	const describe = (id: number): KnownWord => ({
		id,
		word: spellingOf(id),
		stem: symbols.textOf(stems.get(id) - 1),
		form: unusualForms.get(id) ?? usualForm(spellingOf(id), kinds.get(id)),
		documents: documents.get(id),
	});
	const isHeld = (id: number) => documents.get(id) > 0;
	const isGerman = (id: number) => (kinds.get(id) & grammarBits) === grammars.indexOf('de');
	const heldUnder = (symbol: number) => spelt.list(symbol).filter(isHeld);

	return {
		get numbers() {
			return last + 1;
		},
		set({ id, word, grammar, stem, form, parts }) {
			if (words.get(id) === 0) add(id, word, grammar, stem);
			const capital = form !== word;
			kinds.set(id, kindOf(word, grammar) | (capital ? capitalBit : 0));
			if (usualForm(word, kinds.get(id)) === form) unusualForms.delete(id);
			else unusualForms.set(id, form);
			for (const part of parts) addPart(id, part);
			last = Math.max(last, id);
		},
		count(id, more) {
			documents.add(id, more);
			if (words.get(id) === 0) return;
			wordDocuments.add(words.get(id) - 1, more);
			stemDocuments.add(stems.get(id) - 1, more);
		},
		spelt: (word) => listUnder(word, spelt),
		describe,
		isStop: (id) => (kinds.get(id) & stopBit) !== 0,
		hasDigit: (id) => (kinds.get(id) & digitBit) !== 0,
		documentsWithWord: (word) => numberUnder(word, wordDocuments),
		documentsWithStem: (stem) => numberUnder(stem, stemDocuments),
		withStem: (stem) => listUnder(stem, stemmed),
		withPart: (stem) => listUnder(stem, parted),
		addPart,
		*germanWords() {
			for (let id = 1; id <= last; id++) if (words.get(id) > 0 && isGerman(id)) yield describe(id);
		},
		mayBegin: spellings.hasPrefix,
		withPrefix: (prefix, limit) =>
			spellings.withPrefix(prefix).flatMap(heldUnder).sort(moreFrequent).slice(0, limit).map(describe),
		containing: (letters) =>
			spellings
				.containing(letters)
				.flatMap((symbol) => spelt.list(symbol))
				.filter(isGerman)
				.map(describe),
		near: (word, slips, limit) =>
			spellings
				.near(word, slips)
				.flatMap(({ symbol, slips: apart }) => heldUnder(symbol).map((id) => ({ id, slips: apart })))
				.sort((a, b) => a.slips - b.slips || moreFrequent(a.id, b.id))
				.slice(0, limit)
				.map(({ id, slips: apart }) => ({ word: describe(id), slips: apart })),
	};

	/** Documents may have come before the word. */
	function add(id: number, word: string, grammar: Grammar, stem: string): void {
		const symbol = symbols.numberFor(word);
		const stemSymbol = symbols.numberFor(stem);
		if (spelt.list(symbol).length === 0) spellings.add(symbol);
		words.set(id, symbol + 1);
		stems.set(id, stemSymbol + 1);
		spelt.add(symbol, id);
		stemmed.add(stemSymbol, id);
		wordDocuments.add(symbol, documents.get(id));
		stemDocuments.add(stemSymbol, documents.get(id));
		kinds.set(id, kindOf(word, grammar));
	}

	function addPart(id: number, stem: string): boolean {
		const symbol = symbols.numberFor(stem);
		if (parted.has(symbol, id)) return false;
		parted.add(symbol, id);
		return true;
	}

	function moreFrequent(a: number, b: number): number {
		return documents.get(b) - documents.get(a) || (spellingOf(a) < spellingOf(b) ? -1 : 1);
	}

	function listUnder(text: string, chains: typeof stemmed): number[] {
		const symbol = symbols.find(text);
		return symbol === undefined ? [] : chains.list(symbol);
	}

	function numberUnder(text: string, list: typeof wordDocuments): number {
		const symbol = symbols.find(text);
		return symbol === undefined ? 0 : list.get(symbol);
	}
}

const grammarBits = 3;
const stopBit = 4;
const digitBit = 8;
const capitalBit = 16;
const digit = /\d/;

function kindOf(word: string, grammar: Grammar): number {
	return (
		grammars.indexOf(grammar) | (isStopWord(word, grammar) ? stopBit : 0) | (digit.test(word) ? digitBit : 0)
	);
}

function usualForm(word: string, kind: number): string {
	return (kind & capitalBit) === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1);
}
