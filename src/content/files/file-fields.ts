import type { FieldSchema, FieldValue, FieldValues } from '../fields.ts';

/** Ids of the files that a text is about: the values of its fields with the format `file`. */
export function filesIn(schema: FieldSchema, values: FieldValues): readonly string[] {
	return [...new Set(idsIn(schema, values))];
}

function idsIn(schema: FieldSchema, value: FieldValue | undefined): readonly string[] {
	if (typeof value === 'string') return schema.format === 'file' && value !== '' ? [value] : [];
	if (typeof value !== 'object' || value === null) return [];
	if (isList(value)) return value.flatMap((entry) => (schema.items ? idsIn(schema.items, entry) : []));
	return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => idsIn(property, value[name]));
}

function isList(value: FieldValue): value is readonly FieldValue[] {
	return Array.isArray(value);
}
