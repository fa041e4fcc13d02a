import type { PlaceholderMark } from './placeholder-mark.ts';
import { readDay, shiftDay } from './shift-day.ts';

export type PlaceholderValue =
	| { readonly kind: 'text'; readonly text: string }
	/** `2026-11-22` */
	| { readonly kind: 'day'; readonly day: string }
	| { readonly kind: 'image'; readonly url: string; readonly alt: string; readonly width: number; readonly height: number }
	| { readonly kind: 'list'; readonly entries: readonly PlaceholderValues[] };

/** By their whole names, `organisation.phone`. A map, because names are typed by authors: nothing is inherited. */
export type PlaceholderValues = ReadonlyMap<string, PlaceholderValue>;

/** The value of the entry that `#each` is at stands under this name, where it is a text and no record. */
const entryName = 'item';

/** Null for what is missing. In `#each` the names of the entry go before all others. */
export function findValue(path: string, scopes: readonly PlaceholderValues[]): PlaceholderValue | null {
	const value = lookUp(path, scopes);
	return value && !isEmpty(value) ? value : null;
}

/** What stands in place of `{{today + 14 days}}`; null where the value is missing or is no text. */
export function textOf(
	{ path, shifts }: PlaceholderMark & { kind: 'value' },
	scopes: readonly PlaceholderValues[],
	language: string,
): string | null {
	const value = lookUp(path, scopes);
	if (!value || value.kind === 'image') return null;
	// Somebody was asked and left it empty on purpose.
	if (isEmpty(value)) return '';
	if (shifts.length === 0) return readableText(value, language);
	const day = value.kind === 'day' ? value.day : value.kind === 'text' ? readDay(value.text) : null;
	const shifted = day === null ? null : shiftDay(day, shifts);
	return shifted === null ? null : formatDay(shifted, language);
}

/** Whether a section is shown; for `#each` its entries say how often. */
export function holds(
	{ of, path, equals }: PlaceholderMark & { kind: 'open' },
	scopes: readonly PlaceholderValues[],
	language: string,
): boolean {
	const value = findValue(path, scopes);
	const is =
		equals === null
			? value !== null
			: value !== null && comparable(readableText(value, language)) === comparable(equals);
	return of === 'unless' ? !is : is;
}

/** Entries of a list; a text is a list of its lines. */
export function entriesOf(path: string, scopes: readonly PlaceholderValues[]): readonly PlaceholderValues[] {
	const value = findValue(path, scopes);
	if (value?.kind === 'list') return value.entries.slice(0, mostEntries);
	if (value?.kind !== 'text') return [];
	return value.text
		.split('\n')
		.filter((line) => line.trim() !== '')
		.slice(0, mostEntries)
		.map((text) => new Map([[entryName, { kind: 'text', text }]]));
}

function lookUp(path: string, scopes: readonly PlaceholderValues[]): PlaceholderValue | null {
	for (const values of scopes) {
		const value = values.get(path);
		if (value) return value;
	}
	return null;
}

/** `22. November 2026` */
function formatDay(day: string, language: string): string {
	const locale = language.startsWith('en') ? 'en-GB' : 'de-DE';
	let format = formats.get(locale);
	if (!format) {
		format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
		formats.set(locale, format);
	}
	return format.format(Date.parse(`${day}T00:00:00Z`));
}

const formats = new Map<string, Intl.DateTimeFormat>();
const mostEntries = 200;

function readableText(value: PlaceholderValue, language: string): string {
	switch (value.kind) {
		case 'text':
			return value.text;
		case 'day':
			return formatDay(value.day, language);
		case 'image':
			return value.alt;
		case 'list':
			return value.entries.map((entry) => firstText(entry, language)).join('\n');
	}
}

function firstText(entry: PlaceholderValues, language: string): string {
	const [first] = entry.values();
	return first ? readableText(first, language) : '';
}

function isEmpty(value: PlaceholderValue): boolean {
	if (value.kind === 'text') return value.text.trim() === '';
	return value.kind === 'list' && value.entries.length === 0;
}

function comparable(text: string): string {
	return text.replace(/\s+/g, ' ').trim().toLocaleLowerCase('de');
}
