import { slugify } from '../slugs.ts';
import type { FieldSchema, FieldValue, FieldValues } from './fields.ts';
import type { ReadItem } from './item.ts';

/** The fields of an item in an order and shape that can be shown without knowing its content type. */
export interface ItemParts {
	/** Single values: `Gilt für: Wohnen`. */
	readonly facts: readonly ItemFact[];
	readonly parts: readonly ItemPart[];
}

export interface ItemFact {
	/** Title of the field in the schema, `%procedures.field.appliesTo%`. */
	readonly title: string;
	readonly value: string | number | boolean;
}

/** A list, or a text of its own. */
export interface ItemPart {
	/** Name of the field. */
	readonly name: string;
	readonly title: string;
	/** Sanitised HTML of a Markdown field; empty for a list. */
	readonly html: string;
	readonly entries: readonly ItemEntry[];
}

export interface ItemEntry {
	/** Id of the entry in the page. */
	readonly id: string;
	readonly title: string;
	readonly url: string | null;
	readonly html: string;
	readonly facts: readonly ItemFact[];
}

/** Reads the fields by their schema. */
export function itemParts(
	schema: FieldSchema,
	{ fields, fieldHtml }: Pick<ReadItem, 'fields' | 'fieldHtml'>,
): ItemParts {
	const properties = Object.entries(schema.properties ?? {});
	return {
		facts: factsOf(schema, fields),
		parts: properties.flatMap(([name, property]): ItemPart[] => {
			const title = property.title ?? name;
			const value = fields[name];
			if (property.format === 'markdown')
				return fieldHtml[name] === undefined ? [] : [{ name, title, html: fieldHtml[name], entries: [] }];
			if (!property.items?.properties || !isList(value) || value.length === 0) return [];
			return [{ name, title, html: '', entries: entriesOf(name, property.items, value, fieldHtml) }];
		}),
	};
}

/**
 * Ids for the entries of a list, made of their titles: whoever was sent to an entry that has gone arrives at the page
 * and not at another entry.
 *
 * @param name of the field
 */
export function entryIds(name: string, titles: readonly string[]): readonly string[] {
	const slugs = titles.map(slugify);
	return slugs.map((slug, index) => {
		const before = slugs.slice(0, index).filter((other) => other === slug).length;
		return before === 0 ? `${name}-${slug}` : `${name}-${slug}-${before + 1}`;
	});
}

function entriesOf(
	name: string,
	schema: FieldSchema,
	values: readonly FieldValue[],
	fieldHtml: ReadItem['fieldHtml'],
): ItemEntry[] {
	const properties = Object.entries(schema.properties ?? {});
	const texts = properties.filter(([, { type, format }]) => type === 'string' && format === undefined);
	const [titleName = ''] = texts[0] ?? [];
	const [urlName = ''] = properties.find(([, { format }]) => format === 'uri') ?? [];
	const [htmlName = ''] = properties.find(([, { format }]) => format === 'markdown') ?? [];
	const entries = values.map((value) => (isObject(value) ? value : {}));
	const titles = entries.map((entry) => textOf(entry[titleName]));
	const ids = entryIds(name, titles);
	return entries.map((entry, index) => ({
		id: ids[index] ?? name,
		title: titles[index] ?? '',
		url: textOf(entry[urlName]) || null,
		html: fieldHtml[`${name}.${index}.${htmlName}`] ?? '',
		facts: factsOf(schema, entry, [titleName, urlName]),
	}));
}

function factsOf(schema: FieldSchema, values: FieldValues, but: readonly string[] = []): ItemFact[] {
	return Object.entries(schema.properties ?? {}).flatMap(([name, { title = name, format, type, items }]) => {
		const value = values[name];
		if (but.includes(name) || format === 'markdown' || value === undefined) return [];
		if (type !== 'array') return isSingle(value) && value !== '' ? [{ title, value }] : [];
		if (items?.properties || !isList(value)) return [];
		const texts = value.filter(isSingle).map(String);
		return texts.length > 0 ? [{ title, value: texts.join(', ') }] : [];
	});
}

function textOf(value: FieldValue | undefined): string {
	return typeof value === 'string' ? value : '';
}

function isSingle(value: FieldValue): value is string | number | boolean {
	return ['string', 'number', 'boolean'].includes(typeof value);
}

function isObject(value: FieldValue): value is FieldValues {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: FieldValue | undefined): value is readonly FieldValue[] {
	return Array.isArray(value);
}
