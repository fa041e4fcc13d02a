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
	const wanted = terms.reduce((sum, { weight }) => sum + weight, 0) || 1;
	const near: Answer[] = [];
	let best = { place: 0, worth: 0 };
	for (const [place, word] of places.entries()) {
		for (const { term, quality } of matcher.match(read, word, grammar)) {
			near.push({ place, term, worth: quality * (terms[term]?.weight ?? 0) });
			while (near[0] && near[0].place < place - passageWords + wordsBefore) near.shift();
			const worth = worthOf(near) / wanted;
			if (worth > best.worth) best = { place: near[0]?.place ?? 0, worth };
		}
		if (best.worth >= enough) break;
	}
	const first = Math.max(0, best.place - wordsBefore);
	const last = Math.min(places.length - 1, first + passageWords);
	return { start: places[first]?.start ?? 0, end: places[last]?.end ?? 0, worth: best.worth };
}

interface Answer {
	readonly place: number;
	readonly term: number;
	readonly worth: number;
}

const longestRead = 60_000;
const passageWords = 32;
const wordsBefore = 6;
/** There is hardly a better passage further down. */
const enough = 0.9;

/** The best answer to each term. */
function worthOf(answers: readonly Answer[]): number {
	const worths = new Map<number, number>();
	for (const { term, worth } of answers) worths.set(term, Math.max(worths.get(term) ?? 0, worth));
	let sum = 0;
	for (const worth of worths.values()) sum += worth;
	return sum;
}
