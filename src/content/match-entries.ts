import { alike, wordsOf } from './alike.ts';
import type { FieldSchema, FieldValues } from './fields.ts';
import { longestRising } from './longest-rising.ts';

/** An entry and what it became; places count from 0. */
export interface EntryMatch {
	readonly from: number | null;
	readonly to: number | null;
	readonly isMoved: boolean;
}

/** Share of words that two entries have in common if one became the other. */
const leastAlike = 0.5;
/** Pairs of entries whose words are compared; beyond that only equal entries and equal titles belong together. */
const mostPairs = 10_000;

/**
 * Which entry of a list became which: equal ones first, then those of the same title, then the most alike. In the
 * order of the new list, what was taken out where it stood.
 */
export function matchEntries(
	before: readonly FieldValues[],
	after: readonly FieldValues[],
	schema: FieldSchema,
): readonly EntryMatch[] {
	const becameOf = new Map<number, number>();
	const taken = new Set<number>();
	const join = (from: number, to: number) => {
		becameOf.set(to, from);
		taken.add(from);
	};
	const joinEqual = (keyOf: (entry: FieldValues) => string) => {
		const free = new Map<string, number[]>();
		before.forEach((entry, from) => {
			const key = keyOf(entry);
			if (taken.has(from) || key === '') return;
			const places = free.get(key);
			if (places) places.push(from);
			else free.set(key, [from]);
		});
		for (const places of free.values()) places.reverse();
		after.forEach((entry, to) => {
			const from = becameOf.has(to) ? undefined : free.get(keyOf(entry))?.pop();
			if (from !== undefined) join(from, to);
		});
	};

	joinEqual(contentOf);
	joinEqual((entry) => entryTitle(schema, entry));
	for (const { from, to } of alikePairs(before, after, taken, becameOf)) {
		if (!taken.has(from) && !becameOf.has(to)) join(from, to);
	}
	return inOrder(before.length, after.length, becameOf);
}

/** The first text of an entry: what people know it by. */
export function entryTitle({ properties = {} }: FieldSchema, entry: FieldValues): string {
	const name = Object.keys(properties).find((key) => properties[key]?.type === 'string');
	const text = name === undefined ? undefined : entry[name];
	return typeof text === 'string' ? text : '';
}

function alikePairs(
	before: readonly FieldValues[],
	after: readonly FieldValues[],
	taken: ReadonlySet<number>,
	becameOf: ReadonlyMap<number, number>,
): readonly { readonly from: number; readonly to: number }[] {
	const left = before.flatMap((entry, from) => (taken.has(from) ? [] : [{ from, words: wordsOf(textOf(entry)) }]));
	const right = after.flatMap((entry, to) => (becameOf.has(to) ? [] : [{ to, words: wordsOf(textOf(entry)) }]));
	if (left.length * right.length > mostPairs) return [];
	return left
		.flatMap(({ from, words }) => right.map((one) => ({ from, to: one.to, likeness: alike(words, one.words) })))
		.filter(({ likeness }) => likeness >= leastAlike)
		.sort((a, b) => b.likeness - a.likeness || a.from - b.from || a.to - b.to);
}

function inOrder(before: number, after: number, becameOf: ReadonlyMap<number, number>): readonly EntryMatch[] {
	const pairs = [...becameOf].map(([to, from]) => ({ from, to })).sort((a, b) => a.to - b.to);
	const staying = longestRising(pairs, ({ from }) => from);
	const kept = new Set(becameOf.values());
	const matches: EntryMatch[] = [];
	let [next, nextStaying] = [0, 0];
	for (let to = 0; to <= after; to += 1) {
		for (; next < (staying[nextStaying]?.from ?? before); next += 1) {
			if (!kept.has(next)) matches.push({ from: next, to: null, isMoved: false });
		}
		const stays = staying[nextStaying]?.to === to;
		if (stays) nextStaying += 1;
		if (to < after) matches.push({ from: becameOf.get(to) ?? null, to, isMoved: becameOf.has(to) && !stays });
	}
	return matches;
}

/** The same for the same content, in whatever order its values were written. */
function contentOf(entry: FieldValues): string {
	return JSON.stringify(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function textOf(entry: FieldValues): string {
	return Object.values(entry)
		.map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)))
		.join(' ');
}
