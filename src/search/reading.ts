import type { Candidate } from './candidate.ts';
import type { WordPlaces } from './document-words.ts';
import { bestPassage, type Passage } from './passage.ts';
import { coverage, type RankContext } from './rank.ts';

/** What the text of a document says about a query. */
export interface Reading {
	/** How much of the query its best heading answers: 0 to 1. */
	readonly heading: number;
	readonly passage: Passage;
}

/** Reads each document once. */
export function createReadings(context: RankContext): (candidate: Candidate) => Reading {
	const { documents, terms, matcher } = context;
	const readings = new Map<number, Reading>();

	return ({ place }) => {
		const known = readings.get(place);
		if (known) return known;
		const words = documents.words(place, numbers);
		const heading = Math.max(0, ...words.headings.map((one) => coverage(numbers, one, context)));
		const reading = { heading, passage: bestPassage(words, terms, matcher) };
		readings.set(place, reading);
		return reading;
	};
}

/** Of a hit that is shown: the same words that its passage was found in. */
export function wordsToShow({ place }: Candidate, { documents }: RankContext): WordPlaces {
	return documents.words(place, new Int32Array(Math.min(documents.length(place), mostWords)));
}

/** Eight pages. What stands later in a text is found, but its closeness does not count and it is not shown. */
const mostWords = 4000;
/** For one document after the other: forty are read for a query. */
const numbers = new Int32Array(mostWords);
