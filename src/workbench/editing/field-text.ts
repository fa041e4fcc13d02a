import type { FieldSchema, FieldValue, FieldValues } from '../../content/fields.ts';

/** The fields of a revision as texts, one for each field: for comparing and for reading an old version. */
export function toFieldTexts(
	schema: FieldSchema,
	values: FieldValues,
	label: (text: string) => string,
): readonly { readonly name: string; readonly title: string; readonly text: string }[] {
	return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
		name,
		title: label(property.title ?? name),
		text: toLines(property, values[name], label).join('\n'),
	}));
}

function toLines(
	schema: FieldSchema,
	value: FieldValue | undefined,
	label: (text: string) => string,
): readonly string[] {
	if (value === undefined || value === null || value === '') return [];
	if (typeof value !== 'object') return [String(value)];
	const { items } = schema;
	if (items && Array.isArray(value)) {
		return value.flatMap((entry: FieldValue, index) => {
			const lines = toLines(items, entry, label);
			return items.type === 'object'
				? [...(index > 0 ? [''] : []), `${label(items.title ?? '')} ${index + 1}`.trim(), ...lines]
				: lines;
		});
	}
	const entries = new Map(Object.entries(value));
	return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
		const [first, ...more] = toLines(property, entries.get(name), label);
		return first === undefined ? [] : [`${label(property.title ?? name)}: ${first}`, ...more];
	});
}
