/**
 * Numbered rows of a form (`steps.0.title`) as they are meant: without those that are empty or marked with
 * `_remove`, in the order that `_position` asks for (from 1; empty leaves a row where it is). Undefined when nothing
 * was filled in.
 */
export function arrangeRows(value: unknown): unknown {
	if (value === '') return undefined;
	if (Array.isArray(value) || !isTree(value)) return value;
	const entries = isNumbered(value)
		? byPosition(value)
				.filter(([, row]) => !isTree(row) || row['_remove'] === undefined)
				.map(([, row]) => arrangeRows(row))
				.filter((row) => row !== undefined)
				.map((row, index) => [String(index), row] as const)
		: Object.entries(value)
				.filter(([name]) => !name.startsWith('_'))
				.map(([name, entry]) => [name, arrangeRows(entry)] as const)
				.filter(([, entry]) => entry !== undefined);
	return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The rows of a list by the number in their names. */
export function byNumber(rows: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
	return Object.entries(rows).sort(([a], [b]) => Number(a) - Number(b));
}

/** A row that is sent to a place goes there, and the row that stood there makes room. */
function byPosition(rows: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
	return byNumber(rows)
		.map((row, index) => ({ row, place: wishedPlace(row[1], index + 1) }))
		.sort((a, b) => a.place - b.place)
		.map(({ row }) => row);
}

function wishedPlace(row: unknown, present: number): number {
	const wished = isTree(row) ? Number.parseInt(String(row['_position']), 10) : NaN;
	if (Number.isNaN(wished)) return present;
	return wished + Math.sign(wished - present) / 2;
}

function isNumbered(value: Readonly<Record<string, unknown>>): boolean {
	return Object.keys(value).every((name) => /^\d+$/.test(name));
}

function isTree(value: unknown): value is Record<string, unknown> {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}
