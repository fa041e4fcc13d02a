/**
 * Steps from one word to the other, where a step adds, drops, changes or swaps neighbouring letters (optimal
 * string alignment); `limit + 1` if there are more than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
	if (Math.abs(a.length - b.length) > limit) return limit + 1;
	let beforePrevious = new Uint8Array(b.length + 1);
	let previous = Uint8Array.from({ length: b.length + 1 }, (_, index) => index);
	let current = new Uint8Array(b.length + 1);
	for (let row = 1; row <= a.length; row++) {
		current[0] = row;
		let best = row;
		for (let column = 1; column <= b.length; column++) {
			const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
			let steps = Math.min(
				at(previous, column) + 1,
				at(current, column - 1) + 1,
				at(previous, column - 1) + (same ? 0 : 1),
			);
			if (
				row > 1 &&
				column > 1 &&
				a.charCodeAt(row - 1) === b.charCodeAt(column - 2) &&
				a.charCodeAt(row - 2) === b.charCodeAt(column - 1)
			) {
				steps = Math.min(steps, at(beforePrevious, column - 2) + 1);
			}
			current[column] = steps;
			if (steps < best) best = steps;
		}
		if (best > limit) return limit + 1;
		[beforePrevious, previous, current] = [previous, current, beforePrevious];
	}
	return Math.min(at(previous, b.length), limit + 1);
}

function at(row: Uint8Array, column: number): number {
	return row[column] ?? 0;
}
