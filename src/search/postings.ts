import type { Section } from './document-words.ts';
import { createGrowingList } from './growing-list.ts';
import type { IndexedDocuments } from './indexed-documents.ts';

/** In which documents a word stands, and where in them. */
export interface Postings {
	/** Of a place that was filled now. */
	add(place: number): void;
	/** Takes up what was added. */
	settle(): void;
	/**
	 * Visits the documents that hold a word, and empty places that held it.
	 *
	 * @param visit gets the place and what `inTitle`, `inHeading` and `timesInText` read
	 */
	each(word: number, visit: (place: number, where: number) => void): void;
}

export function inTitle(where: number): boolean {
	return (where & titleBit) !== 0;
}

export function inHeading(where: number): boolean {
	return (where & headingBit) !== 0;
}

/** Up to 63. */
export function timesInText(where: number): number {
	return where >> countShift;
}

const titleBit = 1;
const headingBit = 2;
const countShift = 2;
const mostTimes = 63;
/** Place and where share a number of 32 bits. */
const placeShift = 8;
const whereBits = 255;

/** Four bytes for each word of each document, in one list ordered by word; beside it a list for each recent word. */
export function createPostings(documents: IndexedDocuments): Postings {
	const visitWords = createWordVisitor(documents);
	let ordered = new Int32Array();
	/** By word: where its part of `ordered` begins. */
	let starts = new Int32Array();
	let recent = new Map<number, number[]>();
	let recentPlaces = 0;
	let waiting: number[] = [];

	return {
		add: (place) => waiting.push(place),
		settle() {
			const due = waiting.length + recentPlaces;
			if (due > mostRecent && due * 5 > documents.places) order();
			else for (const place of waiting) if (documents.at(place)) addRecent(place);
			waiting = [];
		},
		each(word, visit) {
			const to = starts[word + 1] ?? 0;
			for (let at = starts[word] ?? 0; at < to; at++) {
				const posting = ordered[at] ?? 0;
				visit(posting >>> placeShift, posting & whereBits);
			}
			for (const posting of recent.get(word) ?? none) visit(posting >>> placeShift, posting & whereBits);
		},
	};

	function addRecent(place: number): void {
		visitWords(place, (word, where) => {
			const list = recent.get(word);
			if (list) list.push((place << placeShift) | where);
			else recent.set(word, [(place << placeShift) | where]);
		});
		recentPlaces += 1;
	}

	/** Counts first how often each word occurs, then puts each posting to its word's. Leaves out empty places. */
	function order(): void {
		const counts = createGrowingList();
		let words = 0;
		eachFilled((place) =>
			visitWords(place, (word) => {
				counts.add(word, 1);
				words = Math.max(words, word);
			}),
		);
		starts = new Int32Array(words + 2);
		for (let word = 0; word <= words; word++) starts[word + 1] = (starts[word] ?? 0) + counts.get(word);
		const next = starts.slice();
		ordered = new Int32Array(starts[words + 1] ?? 0);
		eachFilled((place) =>
			visitWords(place, (word, where) => {
				const at = next[word] ?? 0;
				ordered[at] = (place << placeShift) | where;
				next[word] = at + 1;
			}),
		);
		recent = new Map();
		recentPlaces = 0;
	}

	function eachFilled(visit: (place: number) => void): void {
		for (let place = 0; place < documents.places; place++) if (documents.at(place)) visit(place);
	}
}

const mostRecent = 1000;
const none: readonly number[] = [];

/** Visits each word of a document once, with where it stands. */
function createWordVisitor(documents: IndexedDocuments) {
	const where = createGrowingList();

	return (place: number, visit: (word: number, where: number) => void): void => {
		const { numbers, title, titleAside, tags, headings, aside, body } = documents.words(place);
		const words: number[] = [];
		const note = ({ from, to }: Section, noted: (before: number) => number) => {
			for (let at = from; at < to; at++) {
				const word = numbers[at] ?? 0;
				const before = where.get(word);
				if (before === 0) words.push(word);
				where.set(word, noted(before));
			}
		};
		note(title, (before) => before | titleBit);
		note(titleAside, (before) => before | titleBit);
		note(tags, (before) => before | headingBit);
		for (const heading of headings) note(heading, (before) => before | headingBit);
		note(aside, onceMore);
		note(body, onceMore);
		for (const word of words) {
			visit(word, where.get(word));
			where.set(word, 0);
		}
	};
}

function onceMore(before: number): number {
	return timesInText(before) < mostTimes ? before + (1 << countShift) : before;
}
