import { analyseWord } from './analyse.ts';
import { compoundPieces } from './compounds.ts';
import type { IndexSnapshot } from './index-snapshot.ts';
import { joinedWords } from './joined-words.ts';
import type { ParsedQuery } from './parse-query.ts';
import { relatedStems } from './related-stems.ts';
import { similarWords } from './similar-words.ts';
import { grammarOf, grammars, type Grammar } from './stem.ts';
import type { Synonyms } from './synonyms.ts';
import { qualities, type Alternative, type MatchAlternative, type Term } from './term.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface ExpandedQuery {
	readonly terms: readonly Term[];
	/** Alternatives of each phrase: one for each grammar that reads it differently. */
	readonly phrases: readonly (readonly MatchAlternative[])[];
	/** The query with known words in place of those that had to be guessed. */
	readonly corrected: string | undefined;
	readonly guesses: readonly string[];
}

/** @param languages the person's, best first */
export function expandQuery(
	query: ParsedQuery,
	snapshot: IndexSnapshot,
	synonyms: Synonyms,
	languages: readonly string[],
): ExpandedQuery {
	const spoken = [...new Set([...languages.map(grammarOf), ...grammars])];
	const words = query.words.map((form) => readWord(form, spoken, snapshot.vocabulary));
	const shared = sharedAlternatives(words, snapshot.vocabulary, synonyms);
	const expanded = words.map((word, index) => {
		const growing = query.unfinished && index === words.length - 1;
		return expandWord(word, growing, shared[index] ?? [], snapshot);
	});
	const guesses = expanded.map(({ guess }) => guess).filter((guess) => guess !== undefined);
	return {
		terms: expanded.map(({ term }) => term),
		phrases: query.phrases.map((forms) => phraseAlternatives(forms, spoken)),
		guesses,
		corrected:
			guesses.length > 0
				? expanded.map(({ guess }, index) => guess ?? query.words[index]).join(' ')
				: undefined,
	};
}

interface QueryWord {
	readonly form: string;
	readonly word: string;
	readonly stop: boolean;
	/** By the person's first language; what synonyms are compared with. */
	readonly stem: string;
	/** Those that the index holds. */
	readonly stems: readonly string[];
	/** How many documents hold one of them. */
	readonly documents: number;
}

function readWord(form: string, spoken: readonly Grammar[], vocabulary: Vocabulary): QueryWord {
	const readings = spoken.map((grammar) => analyseWord(form, grammar));
	const [first] = readings;
	const stems = new Set(readings.map(({ stem }) => stem));
	const known = [...stems].filter((stem) => vocabulary.documentsWithStem(stem) > 0);
	return {
		form,
		word: first?.word ?? '',
		stop: first?.stop ?? false,
		stem: first?.stem ?? '',
		stems: known,
		documents: Math.max(0, ...known.map((stem) => vocabulary.documentsWithStem(stem))),
	};
}

function phraseAlternatives(forms: readonly string[], spoken: readonly Grammar[]): MatchAlternative[] {
	const readings = spoken.map((grammar) => forms.map((form) => analyseWord(form, grammar).stem));
	const distinct = new Map(readings.map((stems) => [stems.join(' '), stems]));
	return [...distinct.values()].map((stems) => ({ stems, adjacent: true }));
}

/** What stands for several words of the query at once: the compound that they make, and synonyms. */
function sharedAlternatives(
	words: readonly QueryWord[],
	vocabulary: Vocabulary,
	synonyms: Synonyms,
): Alternative[][] {
	const shared: Alternative[][] = words.map(() => []);
	const share = (first: number, length: number, alternative: Alternative) => {
		for (let index = first; index < first + length; index++) shared[index]?.push(alternative);
	};
	const stems = words.map(({ stem }) => stem);
	for (const index of words.keys()) {
		for (const length of [2, 3]) {
			const parts = words.slice(index, index + length).map(({ word }) => word);
			if (parts.length < length) continue;
			for (const stem of joinedWords(parts, vocabulary)) {
				share(index, length, { stems: [stem], adjacent: false, quality: qualities.joined });
			}
		}
		for (const { length, others } of synonyms.at(stems, index)) {
			for (const other of others) {
				share(index, length, { stems: other, adjacent: true, quality: qualities.synonym });
			}
		}
	}
	return shared;
}

interface ExpandedWord {
	readonly term: Term;
	/** The likeliest known word, if the written one is unknown. */
	readonly guess: string | undefined;
}

function expandWord(
	query: QueryWord,
	growing: boolean,
	shared: readonly Alternative[],
	{ vocabulary, documents: { size } }: IndexSnapshot,
): ExpandedWord {
	const { word, stems, documents } = query;
	const found = createAlternatives(vocabulary);
	for (const stem of stems) found.addStem(stem, qualities.word);
	for (const alternative of shared) found.add(alternative);
	if (query.stop) return { term: toTerm(query, found.all(), vocabulary, size), guess: undefined };

	const known = stems.length > 0;
	for (const stem of stems.flatMap(relatedStems)) found.addStem(stem, qualities.relative);
	const pieces = compoundPieces(word, vocabulary);
	if (pieces.length > 0) found.add({ stems: pieces, adjacent: false, quality: qualities.pieces });
	if ((growing || !known) && word.length >= shortestPrefix) {
		const compounds = new Set(stems.flatMap(vocabulary.withPart));
		for (const { id, stem } of vocabulary.withPrefix(word, mostPrefixed)) {
			// It is found by its part already.
			if (compounds.has(id)) continue;
			found.addStem(stem, known ? qualities.prefix.known : qualities.prefix.unknown);
		}
	}
	const similar = similarWords(word, stems, documents, vocabulary);
	for (const { stem, quality } of similar) found.addStem(stem, quality);
	return {
		term: toTerm(query, found.all(), vocabulary, size),
		guess: known || pieces.length > 0 || shared.length > 0 ? undefined : similar[0]?.form,
	};
}

const mostPrefixed = 24;
const shortestPrefix = 3;
const mostAlternatives = 64;
const stopWordWeight = 0.3;

function toTerm(
	{ form, word, stop, documents }: QueryWord,
	alternatives: readonly Alternative[],
	vocabulary: Vocabulary,
	allDocuments: number,
): Term {
	const others = alternatives.map(({ stems }) => Math.min(...stems.map(vocabulary.documentsWithStem)));
	const held = documents > 0 ? documents : Math.max(0, ...others);
	return {
		form,
		word,
		stop,
		alternatives: alternatives.slice(0, mostAlternatives),
		weight: (stop ? stopWordWeight : 1) * Math.log(1 + allDocuments / (1 + held)),
	};
}

/** Keeps the best of several ways to the same stems. */
function createAlternatives(vocabulary: Vocabulary) {
	const found = new Map<string, Alternative>();
	const add = (alternative: Alternative) => {
		if (alternative.stems.some((stem) => vocabulary.documentsWithStem(stem) === 0)) return;
		const key = alternative.stems.join(' ');
		const known = found.get(key);
		if (!known || known.quality < alternative.quality) found.set(key, alternative);
	};
	return {
		add,
		addStem: (stem: string, quality: number) => add({ stems: [stem], adjacent: false, quality }),
		all: () => [...found.values()],
	};
}
