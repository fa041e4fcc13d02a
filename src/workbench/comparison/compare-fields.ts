import type { FieldSchema, FieldValue, FieldValues } from '../../content/fields.ts';
import type { FileText } from '../../content/files/read-file-texts.ts';
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
	/** Values of a field that is ticked or not. */
	readonly yes: string;
	readonly no: string;
	/** Resolves the `%key%` of a field's title. */
	readonly label: (text: string) => string;
	/** What a file is called and says; null for one that is not there any more. */
	readonly file: (id: string) => FileText | null;
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
	const [old, now] =
		schema.format === 'file'
			? sayFiles(before, after, words)
			: [toText(before, schema, words), toText(after, schema, words)];
	const text = compareTexts(old, now);
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

/** Names and words of two files. Where these are the same, or nobody can read them, a sign tells one from the other. */
function sayFiles(
	before: FieldValue | undefined,
	after: FieldValue | undefined,
	{ file }: FieldWords,
): readonly [string, string] {
	const say = (value: FieldValue | undefined, isMarked: boolean) => {
		if (typeof value !== 'string' || value === '') return '';
		const { name = '', text = null } = file(value) ?? {};
		const title = isMarked ? `${name} …${value.slice(-6)}`.trim() : name;
		// A line of a file is a paragraph.
		return `${title}\n\n${(text ?? '').replace(/\n+/g, '\n\n')}`.trim();
	};
	const [old, now] = [say(before, false), say(after, false)];
	return old === now && before !== after ? [say(before, true), say(after, true)] : [old, now];
}

function toText(value: FieldValue | undefined, schema: FieldSchema, { yes, no, label }: FieldWords): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'boolean') return value ? yes : no;
	const values: readonly unknown[] = Array.isArray(schema['enum']) ? schema['enum'] : [];
	const title = schema.enumTitles?.[values.indexOf(value)];
	if (title !== undefined) return label(title);
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
