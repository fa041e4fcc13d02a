import { grammarOf } from './stem.ts';
import type { Term } from './term.ts';
import type { TermMatcher } from './term-matcher.ts';
import { words } from './words.ts';

/** The part of a text that answers most of a query within few words. */
export interface Passage {
	readonly start: number;
	readonly end: number;
	/** How much of the query it answers, by the terms' weights: 0 to 1. */
	readonly worth: number;
}

export function bestPassage(
	text: string,
	language: string,
	terms: readonly Term[],
	matcher: TermMatcher,
): Passage {
	const grammar = grammarOf(language);
	const read = text.slice(0, longestRead);
	const places = words(read);
	const answers: Answer[] = [];
	for (const [place, { start, end }] of places.entries()) {
		for (const { term, quality } of matcher.match(read.slice(start, end), grammar)) {
			answers.push({ place, term, worth: quality * (terms[term]?.weight ?? 0) });
		}
	}
	const { place, worth } = densest(answers);
	const first = Math.max(0, place - wordsBefore);
	const last = Math.min(places.length - 1, first + passageWords);
	const wanted = terms.reduce((sum, { weight }) => sum + weight, 0);
	return { start: places[first]?.start ?? 0, end: places[last]?.end ?? 0, worth: worth / (wanted || 1) };
}

interface Answer {
	readonly place: number;
	readonly term: number;
	readonly worth: number;
}

const longestRead = 60_000;
const passageWords = 32;
const wordsBefore = 6;
const mostAnswersRead = 24;

function densest(answers: readonly Answer[]): { place: number; worth: number } {
	let best = { place: 0, worth: 0 };
	for (const [index, { place }] of answers.entries()) {
		const worths = new Map<number, number>();
		for (const answer of answers.slice(index, index + mostAnswersRead)) {
			if (answer.place > place + passageWords - wordsBefore) break;
			worths.set(answer.term, Math.max(worths.get(answer.term) ?? 0, answer.worth));
		}
		let worth = 0;
		for (const one of worths.values()) worth += one;
		if (worth > best.worth) best = { place, worth };
	}
	return best;
}
