/**
 * Steps from one word to the other, where a step adds, drops, changes or swaps neighbouring letters (optimal
 * string alignment); `limit + 1` if there are more than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
	if (Math.abs(a.length - b.length) > limit || b.length > longestWord) return limit + 1;
	let [beforePrevious, previous, current] = rows;
	const beyond = limit + 1;
	for (let column = 0; column <= b.length; column++) previous[column] = column;
	for (let row = 1; row <= a.length; row++) {
		// Further from the diagonal there are more steps than the limit.
		const first = Math.max(1, row - limit);
		const last = Math.min(b.length, row + limit);
		current[first - 1] = first === 1 ? row : beyond;
		if (last < b.length) current[last + 1] = beyond;
		let best = row <= limit ? row : beyond;
		for (let column = first; column <= last; column++) {
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
		if (best > limit) return beyond;
		[beforePrevious, previous, current] = [previous, current, beforePrevious];
	}
	return Math.min(at(previous, b.length), beyond);
}

const longestWord = 127;

/** Used again by every call, because a search makes thousands of them. */
const rows = [newRow(), newRow(), newRow()] as const;

function newRow(): Uint8Array {
	return new Uint8Array(longestWord + 2);
}

function at(row: Uint8Array, column: number): number {
	return row[column] ?? 0;
}
