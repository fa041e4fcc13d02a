import type { FieldSchema, FieldValue, FieldValues } from '../../content/fields.ts';
import { entryTitle, matchEntries, type EntryMatch } from '../../content/match-entries.ts';
import { compareTexts, type ComparedText } from './compare-texts.ts';

/** One part of a revision that differs: a text or a value, or a list of things. */
export type ComparedField =
	| ({ readonly kind: 'text'; readonly title: string } & ComparedText)
	| {
			readonly kind: 'list';
			readonly title: string;
			/** What one entry is called. */
			readonly entryTitle: string;
			readonly entries: readonly ComparedEntry[];
			/** Entries that stayed as and where they were. */
			readonly unchanged: number;
	  };

/** An entry of a list that was put in, taken out, moved or changed; also both of the last. */
export interface ComparedEntry {
	/** Places count from 1; null where it is not. */
	readonly from: number | null;
	readonly to: number | null;
	readonly isMoved: boolean;
	/** Its first text, as it is now. */
	readonly title: string;
	/** What of it differs; of an entry that only moved, nothing. */
	readonly fields: readonly ComparedField[];
}

export interface FieldWords {
	readonly yes: string;
	readonly no: string;
	/** Resolves the `%key%` of a field's title. */
	readonly label: (text: string) => string;
}

/** The fields of a content type that differ, in the order of its schema. */
export function compareFields(
	schema: FieldSchema,
	before: FieldValues,
	after: FieldValues,
	words: FieldWords,
): readonly ComparedField[] {
	return Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
		compareField(property, before[name], after[name], words.label(property.title ?? name), words),
	);
}

function compareField(
	schema: FieldSchema,
	before: FieldValue | undefined,
	after: FieldValue | undefined,
	title: string,
	words: FieldWords,
): readonly ComparedField[] {
	const { items } = schema;
	if (items?.type === 'object') {
		return compareList(items, toRows(before), toRows(after), { title, words });
	}
	if (schema.type === 'object') {
		return compareFields(schema, toObject(before), toObject(after), words).map((field) => ({
			...field,
			title: `${title}: ${field.title}`,
		}));
	}
	const said = schema.format === 'file' ? toMark : toText;
	const text = compareTexts(said(before, words), said(after, words));
	return text.rows.length === 0 ? [] : [{ kind: 'text', title, ...text }];
}

function compareList(
	schema: FieldSchema,
	before: readonly FieldValues[],
	after: readonly FieldValues[],
	{ title, words }: { readonly title: string; readonly words: FieldWords },
): readonly ComparedField[] {
	const matches = matchEntries(before, after, schema);
	const entries = matches.flatMap(({ from, to, isMoved }: EntryMatch): readonly ComparedEntry[] => {
		const old = from === null ? {} : (before[from] ?? {});
		const now = to === null ? {} : (after[to] ?? {});
		const fields = compareFields(schema, old, now, words);
		if (from !== null && to !== null && !isMoved && fields.length === 0) return [];
		return [
			{
				from: from === null ? null : from + 1,
				to: to === null ? null : to + 1,
				isMoved,
				title: entryTitle(schema, to === null ? old : now),
				fields,
			},
		];
	});
	if (entries.length === 0) return [];
	return [
		{
			kind: 'list',
			title,
			entryTitle: words.label(schema.title ?? ''),
			entries,
			unchanged: matches.length - entries.length,
		},
	];
}

/** Another file is another sign; what is in them is compared by their versions. */
function toMark(value: FieldValue | undefined): string {
	return typeof value === 'string' && value !== '' ? `…${value.slice(-6)}` : '';
}

function toText(value: FieldValue | undefined, { yes, no }: FieldWords): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'boolean') return value ? yes : no;
	return isList(value) ? value.map(String).join('\n') : typeof value === 'object' ? '' : String(value);
}

function toRows(value: FieldValue | undefined): readonly FieldValues[] {
	return isList(value) ? value.map(toObject) : [];
}

function toObject(value: FieldValue | undefined): FieldValues {
	return value !== undefined && isObject(value) ? value : {};
}

function isObject(value: FieldValue): value is { readonly [key: string]: FieldValue } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: FieldValue | undefined): value is readonly FieldValue[] {
	return Array.isArray(value);
}
