import type { WordPlaces } from './document-words.ts';
import type { Term } from './term.ts';
import type { TermMatcher } from './term-matcher.ts';
import { eachWord } from './words.ts';

/** The part of a text that answers most of a query within few words. */
export interface Passage {
	/** Its first word and the one after its last, counted from the first of the text. */
	readonly from: number;
	readonly to: number;
	/** How much of the query it answers, by the terms' weights: 0 to 1. */
	readonly worth: number;
	/** How often the whole text answers, for its length: 0 to 1. */
	readonly frequency: number;
}

export function bestPassage(
	{ numbers, body }: WordPlaces,
	terms: readonly Term[],
	matcher: TermMatcher,
): Passage {
	const wanted = terms.reduce((sum, { weight }) => sum + weight, 0) || 1;
	const length = body.to - body.from;
	const near: Answer[] = [];
	const bestOfTerms = new Float64Array(terms.length);
	let best = { place: 0, worth: 0 };
	let said = 0;
	for (let place = 0; place < length; place++) {
		const matches = matcher.ofWord(numbers[body.from + place] ?? 0);
		if (matches.length === 0) continue;
		for (const { term, quality } of matches) {
			const answer = { place, term, worth: (quality * (terms[term]?.weight ?? 0)) / wanted };
			said += answer.worth;
			near.push(answer);
		}
		while (near[0] && near[0].place < place - passageWords + wordsBefore) near.shift();
		const worth = worthOf(near, bestOfTerms);
		if (worth > best.worth) best = { place: near[0]?.place ?? 0, worth };
	}
	const from = Math.max(0, best.place - wordsBefore);
	return {
		from,
		to: Math.min(from + passageWords + 1, body.to - body.from),
		worth: best.worth,
		frequency: said / (said + 0.3 + (0.9 * length) / usualWords),
	};
}

/** Where a passage stands in its text. */
export function rangeOf(text: string, { from, to }: Passage): { start: number; end: number } {
	let place = 0;
	let range = { start: 0, end: 0 };
	eachWord(text, (start, end) => {
		if (place === from) range = { start, end };
		if (place > from) range = { ...range, end };
		place += 1;
		return place < to;
	});
	return range;
}

interface Answer {
	readonly place: number;
	readonly term: number;
	readonly worth: number;
}

const passageWords = 32;
const wordsBefore = 6;
/** What BM25 takes from the average of all texts. */
const usualWords = 300;

/** The best answer to each term. */
function worthOf(answers: readonly Answer[], bestOfTerms: Float64Array): number {
	bestOfTerms.fill(0);
	for (const { term, worth } of answers) {
		if (worth > (bestOfTerms[term] ?? 0)) bestOfTerms[term] = worth;
	}
	return bestOfTerms.reduce((sum, worth) => sum + worth, 0);
}
