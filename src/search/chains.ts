import { createGrowingList } from './growing-list.ts';

/** Lists of numbers under a number. A hundred thousand of them take a few bytes each instead of an array each. */
export interface Chains {
	add(key: number, value: number): void;
	has(key: number, value: number): boolean;
	/** In the order of adding. */
	list(key: number): number[];
}

export function createChains(): Chains {
	/** By key: place of the value that was added last, plus one. */
	const last = createGrowingList();
	/** By place: the one that was added before it, plus one. */
	const before = createGrowingList();
	const values = createGrowingList();
	let size = 0;

	return {
		add(key, value) {
			values.set(size, value);
			before.set(size, last.get(key));
			size += 1;
			last.set(key, size);
		},
		has(key, value) {
			for (let place = last.get(key); place > 0; place = before.get(place - 1)) {
				if (values.get(place - 1) === value) return true;
			}
			return false;
		},
		list(key) {
			const found: number[] = [];
			for (let place = last.get(key); place > 0; place = before.get(place - 1)) {
				found.push(values.get(place - 1));
			}
			return found.reverse();
		},
	};
}
