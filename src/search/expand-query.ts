import { analyseWord } from './analyse.ts';
import { compoundPieces, splitCompound } from './compounds.ts';
import type { MatchAlternative } from './full-text-index.ts';
import type { ParsedQuery } from './parse-query.ts';
import { grammarOf, grammars, type Grammar } from './stem.ts';
import type { Synonyms } from './synonyms.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A word of the query and all that the index may know it by. */
export interface Term {
	/** Folded. */
	readonly word: string;
	readonly stop: boolean;
	/** Only what the index holds; empty for an unknown word. */
	readonly alternatives: readonly Alternative[];
	/** How much the word tells: rare words tell more. */
	readonly weight: number;
}

export interface Alternative extends MatchAlternative {
	/** 1 for the word itself, less for what only resembles it. */
	readonly quality: number;
}

export interface ExpandedQuery {
	readonly terms: readonly Term[];
	/** Alternatives of each phrase: one for each grammar that reads it differently. */
	readonly phrases: readonly (readonly MatchAlternative[])[];
	/** The query with known words in place of those that had to be guessed. */
	readonly corrected: string | undefined;
}

export interface ExpandOptions {
	readonly vocabulary: Vocabulary;
	readonly synonyms: Synonyms;
	/** The person's, best first. */
	readonly languages: readonly string[];
}

export function expandQuery(query: ParsedQuery, { vocabulary, synonyms, languages }: ExpandOptions): ExpandedQuery {
	const spoken = new Set([...languages.map(grammarOf), ...grammars]);
	const written = query.words.map((form) => readWord(form, [...spoken], vocabulary));
	const shared = sharedAlternatives(written, vocabulary, synonyms);
	const expanded = written.map((word, index) => {
		const growing = query.unfinished && index === written.length - 1;
		return expandWord(word, growing, shared[index] ?? [], vocabulary);
	});
	const guessed = expanded.some(({ guess }) => guess !== undefined);
	return {
		terms: expanded.map(({ term }) => term),
		phrases: query.phrases.map((forms) => phraseAlternatives(forms, [...spoken])),
		corrected: guessed ? expanded.map(({ guess }, index) => guess ?? query.words[index]).join(' ') : undefined,
	};
}

interface WrittenWord {
	readonly word: string;
	readonly stop: boolean;
	/** By the person's first language; what synonyms are compared with. */
	readonly stem: string;
	/** Those that the index holds. */
	readonly stems: readonly string[];
}

function readWord(form: string, spoken: readonly Grammar[], vocabulary: Vocabulary): WrittenWord {
	const readings = spoken.map((grammar) => analyseWord(form, grammar));
	const [first] = readings;
	const stems = new Set(readings.map(({ stem }) => stem).filter((stem) => vocabulary.documentsWithStem(stem) > 0));
	return { word: first?.word ?? '', stop: first?.stop ?? false, stem: first?.stem ?? '', stems: [...stems] };
}

function phraseAlternatives(forms: readonly string[], spoken: readonly Grammar[]): MatchAlternative[] {
	const readings = spoken.map((grammar) => forms.map((form) => analyseWord(form, grammar).stem));
	const distinct = new Map(readings.map((stems) => [stems.join(' '), stems]));
	return [...distinct.values()].map((stems) => ({ stems, adjacent: true }));
}

/** What stands for several words of the query at once: the compound they make, and synonyms. */
function sharedAlternatives(
	written: readonly WrittenWord[],
	vocabulary: Vocabulary,
	synonyms: Synonyms,
): Alternative[][] {
	const shared: Alternative[][] = written.map(() => []);
	const share = (first: number, length: number, alternative: Alternative) => {
		for (let index = first; index < first + length; index++) shared[index]?.push(alternative);
	};
	const stems = written.map(({ stem }) => stem);
	for (const [index, { word }] of written.entries()) {
		for (const length of [2, 3]) {
			const following = written.slice(index + 1, index + length).map((next) => next.word);
			if (following.length < length - 1) continue;
			for (const stem of joinedStems([word, ...following], vocabulary)) {
				share(index, length, { stems: [stem], adjacent: false, quality: quality.joined });
			}
		}
		for (const { length, others } of synonyms.at(stems, index)) {
			for (const other of others) share(index, length, { stems: other, adjacent: true, quality: quality.synonym });
		}
	}
	return shared;
}

const quality = {
	word: 1,
	joined: 0.95,
	synonym: 0.9,
	pieces: 0.7,
	compound: 0.8,
	prefixOfUnknown: 0.85,
	prefix: 0.55,
	slip: 0.85,
	slips: 0.7,
	rareSlip: 0.6,
} as const;

const linksBetween = ['', 's', 'es', 'n', 'en'];

function joinedStems(parts: readonly string[], vocabulary: Vocabulary): string[] {
	const joined = parts.reduce<string[]>(
		(beginnings, part) =>
			beginnings.length === 0
				? [part]
				: beginnings.flatMap((beginning) => [
						...linksBetween.map((link) => beginning + link + part),
						...(beginning.endsWith('e') ? [beginning.slice(0, -1) + part] : []),
					]),
		[],
	);
	const stems = joined.map((word) => analyseWord(word, 'de').stem);
	return [...new Set(stems)].filter((stem) => vocabulary.documentsWithStem(stem) > 0);
}

interface ExpandedWord {
	readonly term: Term;
	/** The likeliest known word, if the written one is unknown. */
	readonly guess: string | undefined;
}

function expandWord(
	written: WrittenWord,
	growing: boolean,
	shared: readonly Alternative[],
	vocabulary: Vocabulary,
): ExpandedWord {
	const { word, stop, stems } = written;
	const alternatives = new Map<string, Alternative>();
	const add = (alternative: Alternative) => {
		const key = alternative.stems.join(' ');
		const known = alternatives.get(key);
		if (!known || known.quality < alternative.quality) alternatives.set(key, alternative);
	};
	const addStem = (stem: string, worth: number) => add({ stems: [stem], adjacent: false, quality: worth });

	for (const stem of stems) addStem(stem, quality.word);
	for (const alternative of shared) add(alternative);
	if (!stop) for (const stem of stems) for (const compound of unsplitCompounds(stem, vocabulary)) addStem(compound, quality.compound);
	const pieces = compoundPieces(word, vocabulary);
	if (pieces.length > 0) add({ stems: pieces, adjacent: false, quality: quality.pieces });
	const known = stems.length > 0;
	if (!stop && (growing || !known) && word.length >= 3) {
		for (const longer of vocabulary.withPrefix(word, mostPrefixed)) {
			addStem(longer.stem, known ? quality.prefix : quality.prefixOfUnknown);
		}
	}
	const slips = stop ? [] : similarWords(written, vocabulary);
	for (const { stem, worth } of slips) addStem(stem, worth);

	const documents = documentsOf(stems.length > 0 ? stems.map((stem) => [stem]) : [...alternatives.values()].map((one) => one.stems), vocabulary);
	return {
		term: {
			word,
			stop,
			alternatives: [...alternatives.values()].slice(0, mostAlternatives),
			weight: (stop ? 0.1 : 1) * Math.log(1 + vocabulary.documents / (1 + documents)),
		},
		guess: known || pieces.length > 0 || shared.length > 0 ? undefined : slips[0]?.form,
	};
}

const mostPrefixed = 24;
const mostAlternatives = 64;
const mostUnsplit = 24;
const mostSimilar = 4;

/** Compounds that hold the stem but were indexed before it was known as a word by itself. */
function unsplitCompounds(stem: string, vocabulary: Vocabulary): string[] {
	if (stem.length < 3) return [];
	const stems = new Set<string>();
	for (const candidate of vocabulary.containing(stem, 2000)) {
		if (stems.size >= mostUnsplit) break;
		if (candidate.grammar !== 'de' || candidate.stem === stem || candidate.parts.includes(stem)) continue;
		if (splitCompound(candidate.word, vocabulary).includes(stem)) stems.add(candidate.stem);
	}
	return [...stems];
}

interface SimilarWord {
	readonly stem: string;
	readonly form: string;
	readonly worth: number;
}

/** For a word that the index does not hold, or hardly, those that it may have been meant for. */
function similarWords({ word, stems }: WrittenWord, vocabulary: Vocabulary): SimilarWord[] {
	const documents = documentsOf(stems.map((stem) => [stem]), vocabulary);
	if (word.length < 4 || documents > 2) return [];
	const limit = documents === 0 && word.length >= 8 ? 2 : 1;
	const similar = new Map<string, SimilarWord>();
	for (const { word: near, slips } of vocabulary.near(word, limit, 16)) {
		if (similar.size >= mostSimilar) break;
		if (stems.includes(near.stem) || similar.has(near.stem)) continue;
		if (documents > 0 && near.documents < 4 * documents) continue;
		const worth = documents > 0 ? quality.rareSlip : slips === 1 ? quality.slip : quality.slips;
		similar.set(near.stem, { stem: near.stem, form: near.form, worth });
	}
	return [...similar.values()];
}

function documentsOf(alternatives: readonly (readonly string[])[], vocabulary: Vocabulary): number {
	const counts = alternatives.map((stems) => Math.min(...stems.map((stem) => vocabulary.documentsWithStem(stem))));
	return Math.max(0, ...counts);
}

