import type { Mark, PaletteEntry } from './palette-data.ts';

export interface MatchedEntry {
	readonly entry: PaletteEntry;
	readonly marks: readonly Mark[];
}

/**
 * Entries in whose title or category every word of the text stands; those where it begins a word of the
 * title first, among equals those run most recently.
 */
export function matchEntries(
	entries: readonly PaletteEntry[],
	text: string,
	recentIds: readonly string[],
): readonly MatchedEntry[] {
	const words = fold(text)
		.split(/\s+/)
		.filter((word) => word !== '');
	return entries
		.flatMap((entry, index) => {
			const { title, category, accented } = readEntry(entry);
			const places = words.map((word) => placeOf(word, title));
			if (words.some((word, at) => places[at] === undefined && !category.includes(word))) return [];
			const recency = recentIds.indexOf(entry.id);
			return [
				{
					entry,
					marks: toMarks(words, places, title.length === entry.title.length),
					weight: weigh(words, places, title, accented),
					recency: recency === -1 ? recentIds.length : recency,
					index,
				},
			];
		})
		.sort((a, b) => a.weight - b.weight || a.recency - b.recency || a.index - b.index)
		.map(({ entry, marks }) => ({ entry, marks }));
}

interface ReadEntry {
	/** Folded. */
	readonly title: string;
	readonly category: string;
	readonly accented: string;
}

/** They stay the same while somebody types, and there may be hundreds. */
const readEntries = new WeakMap<PaletteEntry, ReadEntry>();

function readEntry(entry: PaletteEntry): ReadEntry {
	const known = readEntries.get(entry);
	if (known) return known;
	const read = {
		title: fold(entry.title),
		category: fold(entry.category ?? ''),
		accented: entry.title.toLocaleLowerCase('de'),
	};
	readEntries.set(entry, read);
	return read;
}

/** Lower case, without accents; letters keep their places as long as the length stays. */
export function fold(text: string): string {
	return text.toLocaleLowerCase('de').normalize('NFD').replaceAll(/\p{M}/gu, '');
}

/** A place at the beginning of a word is preferred. */
function placeOf(word: string, title: string): number | undefined {
	const anywhere = title.indexOf(word);
	for (let at = anywhere; at !== -1; at = title.indexOf(word, at + 1)) if (isBeginning(title, at)) return at;
	return anywhere === -1 ? undefined : anywhere;
}

function isBeginning(title: string, at: number): boolean {
	return at === 0 || /[^\p{L}\p{N}]/u.test(title[at - 1] ?? '');
}

/** Words that stand inside another word cost most, then those that fit without their accents only. */
function weigh(
	words: readonly string[],
	places: readonly (number | undefined)[],
	title: string,
	accented: string,
): number {
	const inside = places.filter((at) => at === undefined || !isBeginning(title, at)).length;
	const bare = words.filter((word) => !accented.includes(word)).length;
	return inside * 10 + bare;
}

function toMarks(
	words: readonly string[],
	places: readonly (number | undefined)[],
	exact: boolean,
): readonly Mark[] {
	if (!exact) return [];
	const marks = places.flatMap((at, index): Mark[] =>
		at === undefined ? [] : [[at, at + (words[index]?.length ?? 0)]],
	);
	return marks
		.toSorted(([a], [b]) => a - b)
		.filter(([start], index, all) => index === 0 || start >= (all[index - 1]?.[1] ?? 0));
}
