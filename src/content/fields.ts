import { Ajv, type ValidateFunction } from 'ajv';
import { VerbundError } from '../errors.ts';

/** JSON Schema of a content type's fields, with what the hub adds to it. */
export interface FieldSchema {
	readonly type: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
	readonly title?: string;
	readonly description?: string;
	/** Each variant has its own value; without it all variants share the source variant's. */
	readonly translated?: boolean;
	/** Whoever may read drafts sees it; no reader, no search and no export of theirs ever does. */
	readonly authorsOnly?: boolean;
	/** Written on a page of its own, not in the editor's form, which sends it along; no text to search for. */
	readonly elsewhere?: boolean;
	/**
	 * `markdown` is rendered when the item is published, `multiline` is text of several lines; `file` is the id of a
	 * version of the item's file.
	 */
	readonly format?: 'markdown' | 'multiline' | 'uri' | 'date' | 'file';
	readonly properties?: Readonly<Record<string, FieldSchema>>;
	readonly items?: FieldSchema;
	readonly required?: readonly string[];
	/** What the values of `enum` are called, in their order. */
	readonly enumTitles?: readonly string[];
	readonly [keyword: string]: unknown;
}

export type FieldValue = string | number | boolean | null | readonly FieldValue[] | { readonly [key: string]: FieldValue };
export type FieldValues = Readonly<Record<string, FieldValue>>;

export interface FieldChecker {
	/** @throws VerbundError `content.fieldsInvalid`, with a path for each fault */
	check(schema: FieldSchema, values: unknown): FieldValues;
}

export function createFieldChecker(): FieldChecker {
	const ajv = new Ajv({ allErrors: true, strict: true, formats: { markdown: true, multiline: true, uri: isWebAddress, date: isDate, file: true } });
	ajv.addKeyword('translated');
	ajv.addKeyword('authorsOnly');
	ajv.addKeyword('elsewhere');
	ajv.addKeyword('enumTitles');
	const validators = new WeakMap<FieldSchema, ValidateFunction<FieldValues>>();

	return {
		check(schema, values) {
			const validate = validators.get(schema) ?? ajv.compile<FieldValues>({ additionalProperties: false, ...schema });
			validators.set(schema, validate);
			if (validate(values)) return values;
			throw new VerbundError('content.fieldsInvalid', {
				fields: (validate.errors ?? []).map(({ instancePath, keyword, params }) => ({
					path: ['fields', ...instancePath.split('/').slice(1), ...missing(params)].join('.'),
					message: `field.${keyword}`,
				})),
			});
		},
	};
}

/** The schema as readers know it. Values that are composed, rendered or searched by it lose what is for authors only. */
export function readableSchema(schema: FieldSchema): FieldSchema {
	const known = readableSchemas.get(schema);
	if (known) return known;
	const { properties, items } = schema;
	const readable: FieldSchema = {
		...schema,
		...(items ? { items: readableSchema(items) } : {}),
		...(properties
			? {
					properties: Object.fromEntries(
						Object.entries(properties)
							.filter(([, { authorsOnly }]) => !authorsOnly)
							.map(([name, property]) => [name, readableSchema(property)]),
					),
				}
			: {}),
	};
	readableSchemas.set(schema, readable);
	return readable;
}

const readableSchemas = new WeakMap<FieldSchema, FieldSchema>();

/** The Markdown texts among the values, by their path (`steps.0.text`). */
export function markdownFields(schema: FieldSchema, values: FieldValues): Map<string, string> {
	const found = new Map<string, string>();
	walk(schema, values, '', (property, value, path) => {
		if (property.format === 'markdown' && typeof value === 'string' && value.trim() !== '') found.set(path, value);
	});
	return found;
}

/** The addresses among the values. */
export function fieldAddresses(schema: FieldSchema, values: FieldValues): string[] {
	const addresses: string[] = [];
	walk(schema, values, '', (property, value) => {
		if (typeof value === 'string' && property.format === 'uri') addresses.push(value);
	});
	return addresses;
}

/** Every text among the values, for the search index; what is chosen, or has to look in a certain way, is none. */
export function fieldTexts(schema: FieldSchema, values: FieldValues): string[] {
	const texts: string[] = [];
	walk(schema, values, '', (property, value) => {
		if (property.elsewhere || property.enum || property.pattern) return;
		if (['uri', 'date', 'file'].includes(property.format ?? '')) return;
		if (typeof value === 'string') texts.push(value);
	});
	return texts;
}

function walk(
	schema: FieldSchema,
	value: FieldValue | undefined,
	path: string,
	visit: (schema: FieldSchema, value: FieldValue, path: string) => void,
): void {
	if (value === undefined || value === null) return;
	visit(schema, value, path);
	const at = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`);
	const { items } = schema;
	if (items && isList(value)) value.forEach((entry, index) => walk(items, entry, at(index), visit));
	if (!isObject(value)) return;
	for (const [name, property] of Object.entries(schema.properties ?? {})) walk(property, value[name], at(name), visit);
}

function isObject(value: FieldValue | undefined): value is { readonly [key: string]: FieldValue } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: FieldValue | undefined): value is readonly FieldValue[] {
	return Array.isArray(value);
}

function missing(params: Record<string, unknown>): string[] {
	const name = params['missingProperty'] ?? params['additionalProperty'];
	return typeof name === 'string' ? [name] : [];
}

function isWebAddress(text: string): boolean {
	return /^(?:https?:\/\/|mailto:|tel:|\/(?!\/)|item:)\S+$/.test(text);
}

function isDate(text: string): boolean {
	return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
