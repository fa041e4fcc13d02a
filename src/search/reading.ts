import type { Candidate } from './candidate.ts';
import type { WordPlaces } from './document-words.ts';
import { bestPassage, type Passage } from './passage.ts';
import type { RankContext } from './rank.ts';

/** The words of a document and the passage that answers the query best. */
export interface Reading {
	readonly words: WordPlaces;
	readonly passage: Passage;
}

/** Reads each document once. */
export function createReadings({
	documents,
	terms,
	matcher,
}: RankContext): (candidate: Candidate) => Reading {
	const readings = new Map<number, Reading>();

	return ({ place }) => {
		const known = readings.get(place);
		if (known) return known;
		const words = documents.words(place, mostWords);
		const reading = { words, passage: bestPassage(words, terms, matcher) };
		readings.set(place, reading);
		return reading;
	};
}

/** Eight pages. What stands later in a text is found, but its closeness does not count and it is not shown. */
const mostWords = 4000;
