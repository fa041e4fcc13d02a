import type { FieldValue } from '../../content/fields.ts';

/** A value as the parts of a form that send it: `['fields.forms.0.url', 'https://…']`. */
export function toEntries(name: string, value: FieldValue): readonly (readonly [string, string])[] {
	if (value === null) return [];
	if (typeof value !== 'object') return [[name, String(value)]];
	return Object.entries(value).flatMap(([key, entry]) => toEntries(`${name}.${key}`, entry));
}

/** A value in one line, for reading. */
export function toLine(value: FieldValue): string {
	if (value === null) return '';
	if (typeof value !== 'object') return String(value);
	return Object.values(value)
		.map((entry) => toLine(entry))
		.filter((text) => text !== '')
		.join(' · ');
}
