/** Whole numbers at places that may lie beyond the end; four bytes each, where an array of a Map takes many more. */
export interface GrowingList {
	/** 0 where nothing was set. */
	get(place: number): number;
	set(place: number, value: number): void;
	add(place: number, value: number): void;
}

export function createGrowingList(): GrowingList {
	let values = new Int32Array(64);

	return {
		get: (place) => values[place] ?? 0,
		set(place, value) {
			if (place >= values.length) grow(place);
			values[place] = value;
		},
		add(place, value) {
			if (place >= values.length) grow(place);
			values[place] = (values[place] ?? 0) + value;
		},
	};

	function grow(place: number): void {
		const larger = new Int32Array(Math.max(place + 1, Math.ceil(values.length * 1.5)));
		larger.set(values);
		values = larger;
	}
}
