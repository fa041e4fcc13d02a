import { z } from 'zod';
import { arrangeRows, byNumber } from './form-rows.ts';

/** The part of JSON Schema that form fields are read by. */
export interface InputSchema {
	readonly type?: string | readonly string[];
	readonly format?: string;
	readonly properties?: Readonly<Record<string, InputSchema>>;
	readonly additionalProperties?: InputSchema | boolean;
	readonly items?: InputSchema;
	readonly anyOf?: readonly InputSchema[];
	readonly required?: readonly string[];
	readonly default?: unknown;
}

/** Names with a leading underscore steer the post and are not part of the input. */
const isControl = (name: string) => name.startsWith('_');

/** Whether a form of ours can have sent a field of this name: not too deep, and no key that objects inherit by. */
export function isFieldName(name: string): boolean {
	const parts = name.split('.');
	return parts.length <= deepestField && !parts.includes('__proto__');
}

const deepestField = 16;

/**
 * Reads a form post as the input of a command. `steps.0.title` is nested; what the schema says is a number, a yes
 * or no, or a list becomes one; an empty field that may be absent is absent; `name:json` is taken as JSON.
 *
 * @param parts schemas of properties that the command's own schema leaves open, such as the fields of a content type
 */
export function readFormInput(
	entries: Iterable<readonly [string, string]>,
	schema: z.ZodType,
	parts: Readonly<Record<string, InputSchema>> = {},
): unknown {
	const tree: Record<string, unknown> = {};
	for (const [name, value] of entries) {
		if (isControl(name)) continue;
		const isJson = name.endsWith(':json');
		const path = (isJson ? name.slice(0, -':json'.length) : name).replace(/\[\]$/, '').split('.');
		if (path.includes('')) continue;
		place(tree, path, isJson ? parseJson(value) : withPlainLineEnds(value));
	}
	for (const part of Object.keys(parts)) tree[part] = arrangeRows(tree[part]) ?? {};
	const declared = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as InputSchema;
	return convert(tree, { ...declared, properties: { ...declared.properties, ...parts } });
}

/** A form sends the lines of a text with CR LF, whatever the person typed. */
function withPlainLineEnds(text: string): string {
	return text.replace(/\r\n?/g, '\n');
}

/** Repeated names collect into a list. */
function place(tree: Record<string, unknown>, [head = '', ...rest]: readonly string[], value: unknown): void {
	const present = Object.hasOwn(tree, head) ? tree[head] : undefined;
	if (rest.length > 0) {
		const branch = isTree(present) ? present : {};
		tree[head] = branch;
		place(branch, rest, value);
	} else if (present === undefined) tree[head] = value;
	else if (Array.isArray(present)) present.push(value);
	else tree[head] = [present, value];
}

function convert(value: unknown, schema: InputSchema | undefined): unknown {
	if (schema === undefined) return value;
	const alternatives = schema.anyOf ?? [schema];
	if (value === '' && alternatives.some((one) => one.type === 'null')) return null;
	const wanted = alternatives.find((one) => one.type !== 'null') ?? schema;
	if (wanted.type === 'object' && isTree(value)) return convertObject(value, wanted);
	if (wanted.type === 'array') return toList(value).map((entry) => convert(entry, wanted.items));
	if (wanted.type === 'integer' || wanted.type === 'number') return toNumber(value);
	if (wanted.type === 'boolean') return Array.isArray(value) ? toBoolean(value.at(-1)) : toBoolean(value);
	return value;
}

function convertObject(value: Record<string, unknown>, schema: InputSchema): Record<string, unknown> {
	const converted: Record<string, unknown> = {};
	for (const [name, entry] of Object.entries(value)) {
		const property =
			schema.properties?.[name] ??
			(typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
		const isOptional = property !== undefined && !schema.required?.includes(name);
		// Nothing is no address: an empty field that wants a form is a field left out.
		const isFreeText = property?.type === 'string' && property.format === undefined;
		const mayBeEmpty = isFreeText || property?.anyOf !== undefined;
		if (entry === '' && isOptional && !mayBeEmpty) continue;
		const result = convert(entry, property);
		if (!(entry === '' && isOptional && property.anyOf !== undefined && result === ''))
			converted[name] = result;
	}
	return converted;
}

/** Numbered parts stand in the order of their numbers; gaps close. One text holds an entry on each line. */
function toList(value: unknown): readonly unknown[] {
	if (Array.isArray(value)) return value.filter((entry) => entry !== '');
	if (typeof value === 'string') {
		return value
			.split('\n')
			.map((line) => line.trim())
			.filter((line) => line !== '');
	}
	if (isTree(value)) {
		return byNumber(value).map(([, entry]) => entry);
	}
	return value === undefined ? [] : [value];
}

/** What is no number stays as it was written, for the message about it and for the form that comes back. */
function toNumber(value: unknown): unknown {
	if (typeof value !== 'string' || value.trim() === '') return value;
	const number = Number(value.replace(',', '.'));
	return Number.isNaN(number) ? value : number;
}

function toBoolean(value: unknown): unknown {
	if (value === 'on' || value === 'true' || value === '1') return true;
	return value === '' || value === 'false' || value === '0' ? false : value;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function isTree(value: unknown): value is Record<string, unknown> {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}
