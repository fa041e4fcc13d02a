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
	/** How often the whole text answers, for its length: 0 to 1. */
	readonly frequency: number;
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
	const wanted = terms.reduce((sum, { weight }) => sum + weight, 0) || 1;
	const near: Answer[] = [];
	let best = { place: 0, worth: 0 };
	let said = 0;
	for (const [place, word] of places.entries()) {
		for (const { term, quality } of matcher.match(read, word, grammar)) {
			const answer = { place, term, worth: (quality * (terms[term]?.weight ?? 0)) / wanted };
			near.push(answer);
			said += answer.worth;
			while (near[0] && near[0].place < place - passageWords + wordsBefore) near.shift();
			const worth = worthOf(near);
			if (worth > best.worth) best = { place: near[0]?.place ?? 0, worth };
		}
	}
	const first = Math.max(0, best.place - wordsBefore);
	const last = Math.min(places.length - 1, first + passageWords);
	return {
		start: places[first]?.start ?? 0,
		end: places[last]?.end ?? 0,
		worth: best.worth,
		frequency: said / (said + 0.3 + (0.9 * places.length) / usualWords),
	};
}

interface Answer {
	readonly place: number;
	readonly term: number;
	readonly worth: number;
}

const longestRead = 60_000;
const passageWords = 32;
const wordsBefore = 6;
/** What BM25 takes from the average of all texts. */
const usualWords = 300;

/** The best answer to each term. */
function worthOf(answers: readonly Answer[]): number {
	const worths = new Map<number, number>();
	for (const { term, worth } of answers) worths.set(term, Math.max(worths.get(term) ?? 0, worth));
	let sum = 0;
	for (const worth of worths.values()) sum += worth;
	return sum;
}
