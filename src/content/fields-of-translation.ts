import type { FieldSchema, FieldValue, FieldValues } from './fields.ts';
import { matchEntries } from './match-entries.ts';

/**
 * What a reader of a translation sees: translated values from the variant, shared ones from the source variant.
 * Lists are as long as the variant's own, or as the source's where the variant has none.
 *
 * @param basis values of the source when the translation was made, if they were others: entries of a list that have
 * moved since keep their shared values, and entries that are gone keep those they had
 */
export function composeFields(
	schema: FieldSchema,
	source: FieldValues,
	variant: FieldValues,
	basis: FieldValues = source,
): FieldValues {
	const composed: Record<string, FieldValue> = {};
	for (const [name, property] of Object.entries(schema.properties ?? {})) {
		const value = composeValue(property, source[name], variant[name], basis[name]);
		if (value !== undefined) composed[name] = value;
	}
	return composed;
}

function composeValue(
	schema: FieldSchema,
	source: FieldValue | undefined,
	variant: FieldValue | undefined,
	basis: FieldValue | undefined,
): FieldValue | undefined {
	if (schema.type === 'object') {
		return isObject(source) || isObject(variant)
			? composeFields(schema, toObject(source), toObject(variant), toObject(basis))
			: undefined;
	}
	const { items } = schema;
	if (schema.type === 'array' && items && containsTranslated(items)) {
		const sourceList = toList(source);
		const variantList = toList(variant);
		if (variantList.length === 0) return sourceList;
		const placeOf = placesSince(items, toList(basis), sourceList);
		return variantList.flatMap((entry, index) => {
			const place = placeOf(index);
			const shared = place === null ? toList(basis)[index] : sourceList[place];
			return composeValue(items, shared, entry, shared) ?? [];
		});
	}
	return schema.translated ? (variant ?? source) : (source ?? variant);
}

/**
 * The values of a translation in the order that the lists of its source have now: what belongs to an entry that is
 * gone is left out, and an entry that is new is empty.
 */
export function followSource(
	schema: FieldSchema,
	source: FieldValues,
	variant: FieldValues,
	basis: FieldValues,
): FieldValues {
	const followed: Record<string, FieldValue> = { ...variant };
	for (const [name, property] of Object.entries(schema.properties ?? {})) {
		const { items } = property;
		const written = toList(variant[name]);
		if (property.type !== 'array' || !items || !containsTranslated(items) || written.length === 0) continue;
		const before = toList(basis[name]).map(toObject);
		const now = toList(source[name]).map(toObject);
		const entries = matchEntries(before, now, items).filter(({ to }) => to !== null);
		followed[name] = [
			...entries.map(({ from }) => (from === null ? {} : (written[from] ?? {}))),
			...written.slice(before.length),
		];
	}
	return followed;
}

/** Where the entry that stood at a place stands now; null for one that is gone or never was. */
function placesSince(
	schema: FieldSchema,
	basis: readonly FieldValue[],
	source: readonly FieldValue[],
): (index: number) => number | null {
	if (basis === source || JSON.stringify(basis) === JSON.stringify(source)) return (index) => index;
	const matches = matchEntries(basis.map(toObject), source.map(toObject), schema);
	const places = new Map(matches.flatMap(({ from, to }) => (from === null ? [] : [[from, to] as const])));
	return (index) => places.get(index) ?? null;
}

function containsTranslated(schema: FieldSchema): boolean {
	return schema.translated === true || Object.values(schema.properties ?? {}).some(containsTranslated);
}

function toObject(value: FieldValue | undefined): FieldValues {
	return isObject(value) ? value : {};
}

function toList(value: FieldValue | undefined): readonly FieldValue[] {
	return Array.isArray(value) ? value : [];
}

function isObject(value: FieldValue | undefined): value is { readonly [key: string]: FieldValue } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
