import type { FieldSchema, FieldValue, FieldValues } from '../../content/fields.ts';

/** One control, group or list of a form that is made from a content type's schema. */
export type FormField = InputField | ChoiceField | GroupField | ListField | SharedField | KeptField;

interface Described {
	/** As it is sent: `fields.steps.0.title`. */
	readonly name: string;
	/** Title of the schema, a `%key%` or a text. */
	readonly label: string;
	readonly hint: string | undefined;
	readonly required: boolean;
}

export interface InputField extends Described {
	readonly kind: 'text' | 'markdown' | 'multiline' | 'number' | 'date' | 'url' | 'lines';
	readonly value: string;
	readonly maxLength: number | undefined;
	/** The same text in the language that this one is translated from. */
	readonly source: string | undefined;
}

export type ChoiceField = Choice<'checkbox'> | Choice<'select'> | Choice<'checkboxes'>;

interface Choice<Kind extends string> extends Described {
	readonly kind: Kind;
	readonly values: readonly string[];
	readonly options: readonly string[];
	/** `%key%` of what the options are called, in their order; without it they are called as they are stored. */
	readonly optionTitles?: readonly string[] | undefined;
}

/** Belongs to all languages and is written in the source language only; sent along as it is. */
export interface SharedField extends Described {
	readonly kind: 'shared';
	readonly value: FieldValue;
}

/** Is not written here and goes along as it is: the file that a text is about, the outline of a course. */
export interface KeptField extends Described {
	readonly kind: 'kept';
	readonly value: FieldValue;
}

export interface GroupField extends Described {
	readonly kind: 'group';
	readonly fields: readonly FormField[];
}

export interface ListField extends Described {
	readonly kind: 'list';
	/** Title of one entry. */
	readonly entryLabel: string;
	readonly entries: readonly (readonly FormField[])[];
	/** An empty entry; its names hold `__index__` in place of a number. */
	readonly blank: readonly FormField[];
	readonly maxEntries: number | undefined;
	/** False in a translation, where an entry's shared values go by its place. */
	readonly movable: boolean;
}

export interface FormValues {
	/** What the form shows. */
	readonly values: FieldValues;
	/** Values of the source language while this is a translation. */
	readonly source?: FieldValues | undefined;
}

const indexPlaceholder = '__index__';

/** The form of a content type's fields. A translation writes what is translated and shows the rest. */
export function toFormFields(schema: FieldSchema, { values, source }: FormValues): readonly FormField[] {
	return properties(schema, 'fields', values, source);
}

function properties(
	schema: FieldSchema,
	path: string,
	values: FieldValues,
	source: FieldValues | undefined,
): readonly FormField[] {
	return Object.entries(schema.properties ?? {}).map(([name, property]) =>
		toField(
			property,
			{ name: `${path}.${name}`, required: schema.required?.includes(name) ?? false },
			values[name],
			source && { value: source[name] },
		),
	);
}

function toField(
	schema: FieldSchema,
	{ name, required }: { readonly name: string; readonly required: boolean },
	value: FieldValue | undefined,
	source: { readonly value: FieldValue | undefined } | undefined,
): FormField {
	const described = { name, required, label: schema.title ?? name, hint: schema.description };
	if (schema.elsewhere && !(source && isTranslated(schema))) {
		return { ...described, kind: 'kept', value: source?.value ?? value ?? null };
	}
	if (source && !isTranslated(schema)) {
		return { ...described, kind: 'shared', value: source.value ?? value ?? null };
	}
	if (schema.format === 'file')
		return { ...described, kind: 'kept', value: typeof value === 'string' ? value : '' };
	if (schema.type === 'object') {
		const fields = properties(schema, name, toObject(value), source && toObject(source.value));
		return { ...described, kind: 'group', fields };
	}
	if (schema.type === 'array' && schema.items?.type === 'object') {
		return toList(schema, schema.items, described, toRows(value), source && toRows(source.value));
	}
	if (schema.type === 'array') {
		const values = toScalars(value);
		const options = toOptions(schema.items);
		if (options.length > 0) return { ...described, kind: 'checkboxes', values, options };
		return {
			...described,
			kind: 'lines',
			value: values.join('\n'),
			maxLength: undefined,
			source: source && toScalars(source.value).join('\n'),
		};
	}
	if (schema.type === 'boolean') {
		return { ...described, kind: 'checkbox', values: value === true ? ['true'] : [], options: ['true'] };
	}
	const options = toOptions(schema);
	if (options.length > 0) {
		const optionTitles = schema.enumTitles;
		return { ...described, kind: 'select', values: toScalars(value), options, optionTitles };
	}
	return {
		...described,
		kind: inputKind(schema),
		value: toText(value),
		maxLength: toLimit(schema['maxLength']),
		source: source && toText(source.value),
	};
}

/** A new translation begins with the entries of its source, so that none is forgotten. */
function toList(
	schema: FieldSchema,
	item: FieldSchema,
	described: Described,
	rows: readonly FieldValues[],
	sourceRows: readonly FieldValues[] | undefined,
): ListField {
	const shown = rows.length === 0 && sourceRows ? sourceRows : rows;
	const entry = (index: number | string, values: FieldValues, source: FieldValues | undefined) =>
		properties(item, `${described.name}.${index}`, values, source);
	return {
		...described,
		kind: 'list',
		entryLabel: item.title ?? described.label,
		entries: shown.map((row, index) => entry(index, row, sourceRows && (sourceRows[index] ?? {}))),
		blank: entry(indexPlaceholder, {}, sourceRows && {}),
		maxEntries: toLimit(schema['maxItems']),
		movable: sourceRows === undefined,
	};
}

/**
 * Every name under which the form shows a fault, with what it is called: `Schritt 2, Rolle`.
 *
 * @param label resolves the `%key%` of a schema's title
 */
export function fieldTitles(
	fields: readonly FormField[],
	label: (text: string) => string,
	within: readonly string[] = [],
): ReadonlyMap<string, string> {
	return new Map(
		fields.flatMap((field) => {
			const path = [...within, label(field.label)];
			const own = [field.name, path.join(', ')] as const;
			if (field.kind === 'group') return [own, ...fieldTitles(field.fields, label, path)];
			if (field.kind !== 'list') return [own];
			return [
				own,
				...field.entries.flatMap((entry, index) => [
					...fieldTitles(entry, label, [...within, `${label(field.entryLabel)} ${index + 1}`]),
				]),
			];
		}),
	);
}

/** An empty entry for the place `index`, as a form without script offers it. */
export function blankEntry({ blank }: ListField, index: number): readonly FormField[] {
	return blank.map((field) => renamed(field, indexPlaceholder, String(index)));
}

function renamed(field: FormField, from: string, to: string): FormField {
	const name = field.name.replace(from, to);
	if (field.kind === 'group') {
		return { ...field, name, fields: field.fields.map((inner) => renamed(inner, from, to)) };
	}
	// A list inside a list has its own placeholder, after the one of its entry.
	if (field.kind === 'list') {
		return { ...field, name, blank: field.blank.map((inner) => renamed(inner, from, to)) };
	}
	return { ...field, name };
}

function isTranslated(schema: FieldSchema): boolean {
	if (schema.translated) return true;
	return [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])].some(
		isTranslated,
	);
}

function inputKind({ type, format }: FieldSchema): InputField['kind'] {
	if (type === 'integer' || type === 'number') return 'number';
	if (format === 'uri') return 'url';
	return format === undefined || format === 'file' ? 'text' : format;
}

function toOptions(schema: FieldSchema | undefined): readonly string[] {
	const options = schema?.['enum'];
	return Array.isArray(options) ? options.filter((option) => typeof option === 'string') : [];
}

function toLimit(limit: unknown): number | undefined {
	return typeof limit === 'number' ? limit : undefined;
}

function toText(value: FieldValue | undefined): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function toScalars(value: FieldValue | undefined): readonly string[] {
	return (isList(value) ? value : [value]).map(toText).filter((text) => text !== '');
}

function toRows(value: FieldValue | undefined): readonly FieldValues[] {
	return isList(value) ? value.map(toObject) : [];
}

function toObject(value: FieldValue | undefined): FieldValues {
	return isObject(value) ? value : {};
}

function isObject(value: FieldValue | undefined): value is { readonly [key: string]: FieldValue } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: FieldValue | undefined): value is readonly FieldValue[] {
	return Array.isArray(value);
}
