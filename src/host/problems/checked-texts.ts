import type { DraftText } from '../../content/draft-text.ts';
import type { FieldSchema, FieldValue } from '../../content/fields.ts';
import type { CheckedText } from './problem-check.ts';

/** All that people read of a text, by the names that its fields have in the editor. */
export function checkedTexts(
	schema: FieldSchema,
	{ title, summary, body, fields }: DraftText,
): CheckedText['texts'] {
	return [
		{ field: 'title', markdown: title },
		{ field: 'summary', markdown: summary },
		...textsIn(schema, fields, 'fields'),
		{ field: 'body', markdown: body },
	].filter(({ markdown }) => markdown.trim() !== '');
}

function textsIn(schema: FieldSchema, value: FieldValue | undefined, field: string): CheckedText['texts'] {
	if (typeof value === 'string') {
		const isRead = [undefined, 'markdown', 'multiline'].includes(schema.format);
		return isRead ? [{ field, markdown: value }] : [];
	}
	if (isList(value)) {
		const { items } = schema;
		return items ? value.flatMap((entry, index) => textsIn(items, entry, `${field}.${index}`)) : [];
	}
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
		textsIn(property, value[name], `${field}.${name}`),
	);
}

function isList(value: FieldValue | undefined): value is readonly FieldValue[] {
	return Array.isArray(value);
}
