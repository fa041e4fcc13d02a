import { diffArrays } from 'diff';
import { longestRising } from '../../content/longest-rising.ts';

/** What stands on one line of a comparison: the same on both sides, or a stretch that differs. */
export type Stretch<Value> =
	| { readonly kind: 'same'; readonly before: readonly Value[]; readonly after: readonly Value[] }
	| { readonly kind: 'different'; readonly before: readonly Value[]; readonly after: readonly Value[] };

/** Values put in and taken out; lists that differ in more are held together by what stands once in both. */
const mostChanges = 500;

/** Lays two lists beside each other. Its cost grows with the length of the lists, not with their product. */
export function align<Value>(
	before: readonly Value[],
	after: readonly Value[],
	keyOf: (value: Value) => string,
): readonly Stretch<Value>[] {
	const one = before.map(keyOf);
	const other = after.map(keyOf);
	const kept = commonOf(one, other) ?? anchorsOf(one, other);
	const stretches: Stretch<Value>[] = [];
	let [left, right] = [0, 0];
	const add = (kind: Stretch<Value>['kind'], untilLeft: number, untilRight: number) => {
		const stretch = { kind, before: before.slice(left, untilLeft), after: after.slice(right, untilRight) };
		if (stretch.before.length + stretch.after.length > 0) stretches.push(stretch);
		[left, right] = [untilLeft, untilRight];
	};
	for (const { before: from, after: to, count } of kept) {
		add('different', from, to);
		add('same', from + count, to + count);
	}
	add('different', before.length, after.length);
	return stretches;
}

interface Common {
	readonly before: number;
	readonly after: number;
	readonly count: number;
}

/** Null where the lists differ in too much. */
function commonOf(one: readonly string[], other: readonly string[]): readonly Common[] | null {
	const changes = diffArrays([...one], [...other], { maxEditLength: mostChanges });
	if (!changes) return null;
	const common: Common[] = [];
	let [before, after] = [0, 0];
	for (const { added, removed, count } of changes) {
		if (!added && !removed) common.push({ before, after, count });
		if (!added) before += count;
		if (!removed) after += count;
	}
	return common;
}

/** What stands exactly once in each list, as far as it stands in the same order (patience diff). */
function anchorsOf(one: readonly string[], other: readonly string[]): readonly Common[] {
	const inOther = placesOfUnique(other);
	const places = [...placesOfUnique(one)].flatMap(([key, before]) => {
		const after = inOther.get(key);
		return after === undefined ? [] : [{ before, after, count: 1 }];
	});
	return longestRising(places, ({ after }) => after);
}

function placesOfUnique(keys: readonly string[]): ReadonlyMap<string, number> {
	const places = new Map<string, number>();
	const repeated = new Set<string>();
	keys.forEach((key, index) => {
		if (places.has(key)) repeated.add(key);
		places.set(key, index);
	});
	for (const key of repeated) places.delete(key);
	return places;
}
