/** The most values that can stay where they are so that their places rise. */
export function longestRising<Value>(values: readonly Value[], placeOf: (value: Value) => number): Value[] {
	const ends: number[] = [];
	const previous: number[] = [];
	values.forEach((value, index) => {
		let [low, high] = [0, ends.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			const end = values[ends[middle] ?? 0];
			if (end !== undefined && placeOf(end) < placeOf(value)) low = middle + 1;
			else high = middle;
		}
		previous[index] = ends[low - 1] ?? -1;
		ends[low] = index;
	});
	const rising: Value[] = [];
	for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
		const value = values[index];
		if (value !== undefined) rising.push(value);
	}
	return rising.reverse();
}
