import type { FieldValues } from './fields.ts';

/** Characters; headings of statutes reach 400. */
export const longestTitle = 500;

/** What a person writes of one variant. */
export interface DraftText {
	readonly title: string;
	readonly summary: string;
	readonly body: string;
	readonly fields: FieldValues;
}

export function sameText(one: DraftText, other: DraftText): boolean {
	return (
		one.title === other.title &&
		one.summary === other.summary &&
		one.body === other.body &&
		canonical(one.fields) === canonical(other.fields)
	);
}

/** JSON with sorted keys, so that the order in which values were written does not matter. */
function canonical(value: unknown): string {
	return JSON.stringify(value, (_key, entry: unknown) =>
		entry !== null && typeof entry === 'object' && !Array.isArray(entry)
			? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
			: entry,
	);
}
