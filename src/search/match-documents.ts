import type { Candidate } from './candidate.ts';
import type { IndexMemory } from './index-snapshot.ts';
import { createPhraseFinder } from './find-phrase.ts';
import { inHeading, inTitle, timesInText } from './postings.ts';
import { qualities, type Alternative, type MatchAlternative, type Term } from './term.ts';

export interface Matches {
	/** Documents that hold all of the terms. */
	withAll(): Candidate[];
	/** Documents that hold some of these: of three and more, two. */
	withSome(terms: readonly number[]): Candidate[];
}

/**
 * @param terms at most 30, each with alternatives
 * @param phrases alternatives of each, one of which has to stand in a document
 */
export function matchDocuments(
	memory: IndexMemory,
	terms: readonly Term[],
	phrases: readonly (readonly MatchAlternative[])[],
	within: 'titles' | 'everything',
): Matches {
	const { documents } = memory;
	const { averageLength } = documents;
	const measures = cleanMeasures(documents.places);
	const { held, weights, strengths, titles, said, matching } = measures;
	let matches = 0;
	for (const [number, term] of terms.entries()) {
		const count = measureTerm(memory, term, within, measures);
		for (let at = 0; at < count; at++) {
			const place = said[at] ?? 0;
			if (held[place] === 0) matching[matches++] = place;
			held[place] = (held[place] ?? 0) | (1 << number);
			const strength = saturated(strengths[place] ?? 0, documents.length(place));
			weights[place] = (weights[place] ?? 0) + term.weight * (strength + titleWorth * (titles[place] ?? 0));
			strengths[place] = 0;
			titles[place] = 0;
		}
	}
	const places = matching.slice(0, matches);
	const heldBy = new Int32Array(places.length);
	const weightOf = new Float32Array(places.length);
	for (let number = 0; number < places.length; number++) {
		const place = places[number] ?? 0;
		heldBy[number] = held[place] ?? 0;
		weightOf[number] = weights[place] ?? 0;
		held[place] = 0;
		weights[place] = 0;
	}
	return {
		withAll: () => holding((1 << terms.length) - 1, terms.length),
		withSome: (some) =>
			holding(
				some.reduce((bits, number) => bits | (1 << number), 0),
				Math.min(some.length, some.length > 2 ? 2 : 1),
			),
	};

	function holding(bits: number, least: number): Candidate[] {
		const matches: Candidate[] = [];
		for (let number = 0; number < places.length; number++) {
			if (countBits((heldBy[number] ?? 0) & bits) < least) continue;
			const place = places[number] ?? 0;
			const document = documents.at(place);
			if (document) matches.push({ document, place, weight: weightOf[number] ?? 0 });
		}
		return phrases.reduce<Candidate[]>((left, alternatives) => {
			const finders = alternatives.map((one) => createPhraseFinder(memory, one));
			return left.filter(({ place }) => finders.some((standsAt) => standsAt(place)));
		}, matches);
	}

	/** How often a document says it, for its length, with less for each time more. */
	function saturated(strength: number, length: number): number {
		const usual = 0.25 + (0.75 * length) / averageLength;
		return (strength * 2.2) / (strength + 1.2 * usual);
	}
}

/**
 * Titles decide the order later on, and only the best by weight get there: what the title says has to count more
 * than any text can, which is 2.2.
 */
const titleWorth = 3;

/** By place of a document. */
interface Measures {
	/** Of all terms so far: a bit for each that it holds, and what they weigh together. */
	readonly held: Int32Array;
	readonly weights: Float32Array;
	/** Of one term: how much it says about it, and how well its title answers it. */
	readonly strengths: Float32Array;
	readonly titles: Float32Array;
	/** Of one alternative: how many of its stems, from the first on. */
	readonly stems: Uint8Array;
	/** Lists of places: what says something about one term, and what holds any of them. */
	readonly said: Int32Array;
	readonly matching: Int32Array;
}

let shared = createMeasures(0);

/** The same ones for every query, which leaves nothing but zeros in the measures: a hub answers thousands of them. */
function cleanMeasures(places: number): Measures {
	if (shared.held.length < places) shared = createMeasures(places + 1000);
	return shared;
}

function createMeasures(places: number): Measures {
	return {
		held: new Int32Array(places),
		weights: new Float32Array(places),
		strengths: new Float32Array(places),
		titles: new Float32Array(places),
		stems: new Uint8Array(places),
		said: new Int32Array(places),
		matching: new Int32Array(places),
	};
}

/** Answers how many places say something about a term. */
function measureTerm(
	memory: IndexMemory,
	{ alternatives }: Term,
	within: 'titles' | 'everything',
	measures: Measures,
): number {
	const { vocabulary, postings } = memory;
	const { strengths, titles, said } = measures;
	let count = 0;
	const note = (place: number, strength: number) => {
		if (strengths[place] === 0) said[count++] = place;
		strengths[place] = (strengths[place] ?? 0) + strength;
	};
	const noteWords = (words: readonly number[], worths: FieldWorths, quality: number) => {
		for (const word of words) {
			postings.each(word, (place, where) => {
				const strength = strengthOf(where, worths, within);
				if (strength === 0) return;
				note(place, quality * strength);
				const inTitleQuality = inTitle(where) ? quality * worths.whole : 0;
				if (inTitleQuality > (titles[place] ?? 0)) titles[place] = inTitleQuality;
			});
		}
	};
	for (const alternative of alternatives) {
		const [stem = '', ...others] = alternative.stems;
		if (others.length > 0) {
			for (const place of placesWithAll(memory, alternative, measures)) note(place, alternative.quality);
			continue;
		}
		noteWords(vocabulary.withStem(stem), fields.word, alternative.quality);
		noteWords(vocabulary.withPart(stem), fields.part, alternative.quality);
	}
	return count;
}

interface FieldWorths {
	readonly title: number;
	readonly heading: number;
	readonly text: number;
	/** How well it answers, wherever it stands. */
	readonly whole: number;
}

/** What a word counts in each field, and what a part of a word does. */
const fields = {
	word: { title: 10, heading: 4, text: 1, whole: 1 },
	part: { title: 6, heading: 0.5, text: 0.5, whole: qualities.compound },
} as const satisfies Record<string, FieldWorths>;

function strengthOf(where: number, worths: FieldWorths, within: 'titles' | 'everything'): number {
	return (
		(inTitle(where) ? worths.title : 0) +
		(inHeading(where) ? worths.heading : 0) +
		(within === 'titles' ? 0 : worths.text * timesInText(where))
	);
}

/** Documents that hold every stem of an alternative, one after the other if it says so. */
function placesWithAll(memory: IndexMemory, alternative: Alternative, { stems }: Measures): number[] {
	const { vocabulary, postings } = memory;
	const first: number[] = [];
	for (const [number, stem] of alternative.stems.entries()) {
		const words = [...vocabulary.withStem(stem), ...(alternative.adjacent ? [] : vocabulary.withPart(stem))];
		for (const word of words) {
			postings.each(word, (place) => {
				if (stems[place] !== number) return;
				stems[place] = number + 1;
				if (number === 0) first.push(place);
			});
		}
	}
	const places = first.filter((place) => stems[place] === alternative.stems.length);
	for (const place of first) stems[place] = 0;
	return alternative.adjacent ? places.filter(createPhraseFinder(memory, alternative)) : places;
}

function countBits(bits: number): number {
	let count = 0;
	for (let left = bits; left !== 0; left &= left - 1) count += 1;
	return count;
}
