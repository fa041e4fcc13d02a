import { grammarOf } from './stem.ts';
import type { Term } from './term.ts';
import type { TermMatcher } from './term-matcher.ts';
import { eachWord } from './words.ts';

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
	const wanted = terms.reduce((sum, { weight }) => sum + weight, 0) || 1;
	const starts: number[] = [];
	const ends: number[] = [];
	const near: Answer[] = [];
	let best = { place: 0, worth: 0 };
	let said = 0;
	eachWord(text, (start, end) => {
		const place = starts.push(start) - 1;
		ends.push(end);
		for (const { term, quality } of matcher.match(text, start, end, grammar)) {
			const answer = { place, term, worth: (quality * (terms[term]?.weight ?? 0)) / wanted };
			said += answer.worth;
			near.push(answer);
			while (near[0] && near[0].place < place - passageWords + wordsBefore) near.shift();
			const worth = worthOf(near);
			if (worth > best.worth) best = { place: near[0]?.place ?? 0, worth };
		}
	});
	const first = Math.max(0, best.place - wordsBefore);
	return {
		start: starts[first] ?? 0,
		end: ends[first + passageWords] ?? ends.at(-1) ?? 0,
		worth: best.worth,
		frequency: said / (said + 0.3 + (0.9 * starts.length) / usualWords),
	};
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
function worthOf(answers: readonly Answer[]): number {
	const worths = new Map<number, number>();
	for (const { term, worth } of answers) worths.set(term, Math.max(worths.get(term) ?? 0, worth));
	let sum = 0;
	for (const worth of worths.values()) sum += worth;
	return sum;
}
