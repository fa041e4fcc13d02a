import { isVerbundError } from '../../errors.ts';
import type { ContentType } from '../../content/content-types.ts';
import type { DraftText } from '../../content/draft-text.ts';
import type { FieldSchema, FieldValue } from '../../content/fields.ts';
import type { WorkbenchLocals } from '../locals.ts';

/** A text as readers will see it, before it is saved. */
export interface Preview {
	readonly html: string;
	readonly fields: readonly PreviewPart[];
	/** HTML of the Markdown fields, by path (`steps.0.text`). */
	readonly fieldHtml: Readonly<Record<string, string>>;
	/** Translated: why a part cannot be shown. */
	readonly problem: string | null;
}

export interface PreviewPart {
	readonly title: string;
	readonly text: string;
	/** Sanitised HTML in place of the text. */
	readonly html: string | null;
	readonly parts: readonly PreviewPart[];
	/** Entries of a list, each with its parts. */
	readonly entries: readonly (readonly PreviewPart[])[];
}

/** Text that is too complex to render is no reason to lose the form around it. */
export async function renderPreview(
	locals: WorkbenchLocals,
	{ fields: schema }: ContentType,
	{ body, fields }: DraftText,
): Promise<Preview> {
	try {
		return {
			html: await locals.content.preview(body),
			fields: await toParts(locals, schema, fields),
			fieldHtml: Object.fromEntries(await toFieldHtml(locals, schema, fields, '')),
			problem: null,
		};
	} catch (error) {
		if (!isVerbundError(error)) throw error;
		return { html: '', fields: [], fieldHtml: {}, problem: locals.t(`error.${error.code}`, error.values) };
	}
}

async function toParts(
	locals: WorkbenchLocals,
	schema: FieldSchema,
	values: { readonly [key: string]: FieldValue },
): Promise<readonly PreviewPart[]> {
	const parts: PreviewPart[] = [];
	for (const [name, property] of Object.entries(schema.properties ?? {})) {
		const value = values[name];
		if (value === undefined || value === null || value === '') continue;
		parts.push(await toPart(locals, property, value, locals.label(property.title ?? name)));
	}
	return parts;
}

async function toPart(
	locals: WorkbenchLocals,
	schema: FieldSchema,
	value: FieldValue,
	title: string,
): Promise<PreviewPart> {
	const part: PreviewPart = { title, text: '', html: null, parts: [], entries: [] };
	const { items } = schema;
	if (items && Array.isArray(value)) {
		if (items.type !== 'object') return { ...part, text: value.join(', ') };
		const entries: (readonly PreviewPart[])[] = [];
		for (const entry of value) entries.push(await toParts(locals, items, entry));
		return { ...part, entries };
	}
	if (value !== null && typeof value === 'object')
		return { ...part, parts: await toParts(locals, schema, Object.fromEntries(Object.entries(value))) };
	if (schema.format === 'markdown') return { ...part, html: await locals.content.preview(String(value)) };
	if (typeof value === 'boolean') return { ...part, text: locals.t(value ? 'editor.yes' : 'editor.no') };
	return { ...part, text: String(value) };
}

async function toFieldHtml(
	locals: WorkbenchLocals,
	schema: FieldSchema,
	value: FieldValue | undefined,
	path: string,
): Promise<readonly (readonly [path: string, html: string])[]> {
	if (schema.format === 'markdown') {
		const isEmpty = typeof value !== 'string' || value.trim() === '';
		return isEmpty ? [] : [[path, await locals.content.preview(value)]];
	}
	if (value === null || typeof value !== 'object') return [];
	const found: (readonly [string, string])[] = [];
	for (const [name, inner] of Object.entries(value)) {
		const part = schema.items ?? schema.properties?.[name];
		if (part) found.push(...(await toFieldHtml(locals, part, inner, path === '' ? name : `${path}.${name}`)));
	}
	return found;
}
