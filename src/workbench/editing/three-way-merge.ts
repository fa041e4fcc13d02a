import { diff3Merge } from 'node-diff3';
import type { DraftText } from '../../content/draft-text.ts';
import type { FieldSchema, FieldValue, FieldValues } from '../../content/fields.ts';

/** Where two people changed the same place, each in their way. */
export interface MergeConflict {
	/** `body.2`, `fields.steps.0.title`: tells this place from the others. */
	readonly name: string;
	/** What the place is called. */
	readonly title: string;
	readonly base: string;
	readonly mine: string;
	readonly theirs: string;
	/** Both can stand one after the other. */
	readonly canBeBoth: boolean;
}

export type MergeChoice = 'mine' | 'theirs' | 'both';

export interface Merge {
	readonly conflicts: readonly MergeConflict[];
	/** The text with everything in it that both changed, and for each conflict what is chosen. */
	resolve(choose: (name: string) => MergeChoice): DraftText;
}

export interface MergeWords {
	readonly title: string;
	readonly summary: string;
	readonly body: string;
	/** Resolves the `%key%` of a field's title. */
	readonly label: (text: string) => string;
}

interface MergeTexts {
	readonly base: DraftText;
	readonly mine: DraftText;
	readonly theirs: DraftText;
}

/** Brings two texts together that were written upon the same one: line by line, and field by field. */
export function mergeTexts(
	{ base, mine, theirs }: MergeTexts,
	schema: FieldSchema,
	words: MergeWords,
): Merge {
	const conflicts: MergeConflict[] = [];
	const lines = (name: 'title' | 'summary' | 'body') =>
		mergeLines({ name, title: words[name] }, [base[name], mine[name], theirs[name]], conflicts);
	const title = lines('title');
	const summary = lines('summary');
	const body = lines('body');
	const fields = mergeValue(
		{ name: 'fields', title: '' },
		schema,
		[base.fields, mine.fields, theirs.fields],
		{ conflicts, label: words.label },
	);
	return {
		conflicts,
		resolve: (choose) => ({
			title: title(choose),
			summary: summary(choose),
			body: body(choose),
			fields: toObject(fields(choose)),
		}),
	};
}

type Choose = (name: string) => MergeChoice;
type Resolved<Value> = (choose: Choose) => Value;
type Three<Value> = readonly [base: Value, mine: Value, theirs: Value];

interface Place {
	readonly name: string;
	readonly title: string;
}

interface Collecting {
	readonly conflicts: MergeConflict[];
	readonly label: (text: string) => string;
}

function mergeLines(
	{ name, title }: Place,
	three: Three<string>,
	conflicts: MergeConflict[],
): Resolved<string> {
	const parts = mergeTokens(three.map(toLines)).map(({ ok, conflict }, index): Resolved<string> => {
		if (!conflict) return () => (ok ?? []).join('');
		const place = `${name}.${index}`;
		const mine = conflict.a.join('');
		const theirs = conflict.b.join('');
		const canBeBoth = name === 'body' && mine.trim() !== '' && theirs.trim() !== '';
		conflicts.push({ name: place, title, base: conflict.o.join(''), mine, theirs, canBeBoth });
		return (choose) => {
			const choice = choose(place);
			if (choice === 'theirs') return theirs;
			// A blank line keeps two paragraphs from growing together.
			return choice === 'both' ? `${mine.trimEnd()}\n\n${theirs}` : mine;
		};
	});
	return (choose) => parts.map((part) => part(choose)).join('');
}

/** A line with the blank lines after it, which say nothing by themselves. */
function toLines(text: string): string[] {
	return text.match(/[^\n]*\n+|[^\n]+$/g) ?? [];
}

/** Pairs of equal lines that are looked at; beyond it the whole text is one conflict, and nobody waits. */
const mostPairs = 4_000_000;

interface Region {
	readonly ok?: readonly string[] | undefined;
	readonly conflict?:
		| { readonly a: readonly string[]; readonly o: readonly string[]; readonly b: readonly string[] }
		| undefined;
}

function mergeTokens([base = [], mine = [], theirs = []]: readonly string[][]): readonly Region[] {
	if (pairs(base, mine) + pairs(base, theirs) > mostPairs)
		return [{ conflict: { a: mine, o: base, b: theirs } }];
	return diff3Merge(mine, base, theirs, { excludeFalseConflicts: true }).flatMap(splitRegion);
}

/** Neighbouring lines that two people changed are one conflict to the comparison; line by line it may be none. */
function splitRegion({ ok, conflict }: Region): readonly Region[] {
	if (!conflict) return [{ ok }];
	const { a, o, b } = conflict;
	if (a.length !== o.length || b.length !== o.length) return [{ conflict }];
	return o.map((line, index) => {
		const [one = '', other = ''] = [a[index], b[index]];
		if (other === line || one === other) return { ok: [one] };
		return one === line ? { ok: [other] } : { conflict: { a: [one], o: [line], b: [other] } };
	});
}

function pairs(one: readonly string[], other: readonly string[]): number {
	const counts = new Map<string, number>();
	for (const line of one) counts.set(line, (counts.get(line) ?? 0) + 1);
	return other.reduce((sum, line) => sum + (counts.get(line) ?? 0), 0);
}

function mergeValue(
	place: Place,
	schema: FieldSchema | undefined,
	three: Three<FieldValue | undefined>,
	collecting: Collecting,
): Resolved<FieldValue | undefined> {
	const [base, mine, theirs] = three;
	if (same(mine, theirs) || same(base, theirs)) return () => mine;
	if (same(base, mine)) return () => theirs;
	if (isObject(mine) && isObject(theirs))
		return mergeObject(place, schema, [toObject(base), mine, theirs], collecting);
	if (isList(base) && isList(mine) && isList(theirs)) {
		const merged = mergeList(place, schema, [base, mine, theirs], collecting);
		if (merged) return merged;
	}
	collecting.conflicts.push({
		...place,
		base: toText(base),
		mine: toText(mine),
		theirs: toText(theirs),
		canBeBoth: false,
	});
	return (choose) => (choose(place.name) === 'theirs' ? theirs : mine);
}

function mergeObject(
	place: Place,
	schema: FieldSchema | undefined,
	[base, mine, theirs]: Three<FieldValues>,
	collecting: Collecting,
): Resolved<FieldValues> {
	const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
	const parts = names.map((name) => {
		const property = schema?.properties?.[name];
		const own = collecting.label(property?.title ?? name);
		const inner = {
			name: `${place.name}.${name}`,
			title: [place.title, own].filter((part) => part !== '').join(', '),
		};
		return [name, mergeValue(inner, property, [base[name], mine[name], theirs[name]], collecting)] as const;
	});
	return (choose) => {
		const merged: Record<string, FieldValue> = {};
		for (const [name, part] of parts) {
			const value = part(choose);
			if (value !== undefined) merged[name] = value;
		}
		return merged;
	};
}

/** Entry by entry where nobody added or removed one; else as lines are, if that goes without a conflict. */
function mergeList(
	place: Place,
	schema: FieldSchema | undefined,
	[base, mine, theirs]: Three<readonly FieldValue[]>,
	collecting: Collecting,
): Resolved<readonly FieldValue[]> | null {
	const { items } = schema ?? {};
	if (base.length === mine.length && base.length === theirs.length) {
		const entry = collecting.label(items?.title ?? '');
		const parts = mine.map((value, index) =>
			mergeValue(
				{ name: `${place.name}.${index}`, title: entry === '' ? place.title : `${entry} ${index + 1}` },
				items,
				[base[index], value, theirs[index]],
				collecting,
			),
		);
		return (choose) => parts.map((part) => part(choose)).filter((value) => value !== undefined);
	}
	const regions = mergeTokens([base, mine, theirs].map((values) => values.map(canonical)));
	if (regions.some(({ conflict }) => conflict !== undefined)) return null;
	const values: FieldValue[] = regions.flatMap(({ ok }) => ok ?? []).map((text) => JSON.parse(text));
	return () => values;
}

function toText(value: FieldValue | undefined): string {
	if (value === undefined || value === null) return '';
	if (isList(value)) return value.map((entry, index) => `${index + 1}. ${toText(entry)}`).join('\n');
	if (isObject(value))
		return Object.values(value)
			.map(toText)
			.filter((text) => text !== '')
			.join(' · ');
	return String(value);
}

function same(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
	return canonical(one) === canonical(other);
}

function canonical(value: FieldValue | undefined): string {
	return JSON.stringify(value ?? null, (_key, entry: FieldValue) =>
		isObject(entry) ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1))) : entry,
	);
}

function toObject(value: FieldValue | undefined): FieldValues {
	return isObject(value) ? value : {};
}

function isObject(value: FieldValue | undefined): value is { readonly [key: string]: FieldValue } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: FieldValue | undefined): value is readonly FieldValue[] {
	return Array.isArray(value);
}
