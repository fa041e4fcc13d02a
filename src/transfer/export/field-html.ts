import { escapeHtml } from '../../content/markdown/escape.ts';
import type { FieldSchema, FieldValue, FieldValues } from '../../content/fields.ts';
import { isSafeLink } from '../../content/markdown/links.ts';

export interface FieldHtmlParts {
	/** HTML of Markdown fields by their path, sanitised. */
	readonly rendered: Readonly<Record<string, string>>;
	/** Resolves `%key%` of a manifest. */
	readonly label: (text: string) => string;
	/** Name and address of a file by its id. */
	readonly fileOf: (id: string) => { readonly name: string; readonly url: string } | null;
}

/** Typed fields as plain HTML, for places where no plugin shows them. */
export function fieldHtml(schema: FieldSchema, values: FieldValues, parts: FieldHtmlParts): string {
	return Object.entries(schema.properties ?? {})
		.map(([name, property]) => section(property, values[name], name, parts))
		.join('\n');
}

function section(
	schema: FieldSchema,
	value: FieldValue | undefined,
	path: string,
	parts: FieldHtmlParts,
): string {
	if (isEmpty(value)) return '';
	const title = escapeHtml(parts.label(schema.title ?? path));
	if (isList(value)) {
		const items = schema.items ?? { type: 'string' };
		const points = value.map((entry, index) => `<li>${inner(items, entry, `${path}.${index}`, parts)}</li>`);
		const list = items.type === 'object' ? 'ol' : 'ul';
		return `<h2>${title}</h2>\n<${list}>${points.join('')}</${list}>`;
	}
	if (isObject(value)) return `<h2>${title}</h2>\n${fieldHtml(schema, value, nested(parts, path))}`;
	const markdown = parts.rendered[path];
	if (markdown !== undefined) return `<h2>${title}</h2>\n${markdown}`;
	return `<p><strong>${title}:</strong> ${plain(schema, value, parts)}</p>`;
}

/** An entry of a list: its first text is what it is called. */
function inner(schema: FieldSchema, value: FieldValue, path: string, parts: FieldHtmlParts): string {
	if (!isObject(value)) return parts.rendered[path] ?? plain(schema, value, parts);
	const properties = Object.entries(schema.properties ?? {});
	const [first] = properties.find(([, { type, format }]) => type === 'string' && format === undefined) ?? [];
	return properties
		.map(([name, property]) => {
			const one = value[name];
			if (isEmpty(one)) return '';
			const rendered = parts.rendered[`${path}.${name}`];
			if (rendered !== undefined) return rendered;
			if (name === first) return `<p><strong>${plain(property, one, parts)}</strong></p>`;
			if (isList(one) || isObject(one)) return section(property, one, `${path}.${name}`, parts);
			return `<p>${escapeHtml(parts.label(property.title ?? name))}: ${plain(property, one, parts)}</p>`;
		})
		.join('');
}

function plain({ format }: FieldSchema, value: FieldValue | undefined, { fileOf }: FieldHtmlParts): string {
	const text = typeof value === 'object' ? '' : String(value ?? '');
	const file = format === 'file' ? fileOf(text) : null;
	if (file) return `<a href="${escapeHtml(file.url)}">${escapeHtml(file.name)}</a>`;
	if (format === 'uri' && isSafeLink(text)) return `<a href="${escapeHtml(text)}">${escapeHtml(text)}</a>`;
	return escapeHtml(text);
}

function nested(parts: FieldHtmlParts, path: string): FieldHtmlParts {
	const rendered = Object.entries(parts.rendered)
		.filter(([key]) => key.startsWith(`${path}.`))
		.map(([key, html]) => [key.slice(path.length + 1), html] as const);
	return { ...parts, rendered: Object.fromEntries(rendered) };
}

function isEmpty(value: FieldValue | undefined): boolean {
	return value === undefined || value === null || value === '' || (isList(value) && value.length === 0);
}

function isList(value: FieldValue | undefined): value is readonly FieldValue[] {
	return Array.isArray(value);
}

function isObject(value: FieldValue | undefined): value is { readonly [key: string]: FieldValue } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
