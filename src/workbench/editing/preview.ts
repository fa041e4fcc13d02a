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
	{ fields: schema }: Pick<ContentType, 'fields'>,
	{ body, fields }: DraftText,
	organisationId: string,
): Promise<Preview> {
	try {
		const render = (source: string) => locals.content.preview(source, organisationId);
		const fieldHtml = new Map(await renderFields(render, schema, fields, ''));
		return {
			html: await render(body),
			fields: toParts({ ...locals, fieldHtml }, schema, fields, ''),
			fieldHtml: Object.fromEntries(fieldHtml),
			problem: null,
		};
	} catch (error) {
		if (!isVerbundError(error)) throw error;
		return { html: '', fields: [], fieldHtml: {}, problem: locals.t(`error.${error.code}`, error.values) };
	}
}

async function renderFields(
	render: (source: string) => Promise<string>,
	schema: FieldSchema,
	value: FieldValue | undefined,
	path: string,
): Promise<readonly (readonly [path: string, html: string])[]> {
	if (schema.format === 'markdown') {
		const isEmpty = typeof value !== 'string' || value.trim() === '';
		return isEmpty ? [] : [[path, await render(value)]];
	}
	if (value === null || typeof value !== 'object') return [];
	const found: (readonly [string, string])[] = [];
	for (const [name, inner] of Object.entries(value)) {
		const part = schema.items ?? schema.properties?.[name];
		if (part) found.push(...(await renderFields(render, part, inner, pathTo(path, name))));
	}
	return found;
}

interface PartWords extends Pick<WorkbenchLocals, 't' | 'label'> {
	readonly fieldHtml: ReadonlyMap<string, string>;
}

function toParts(
	words: PartWords,
	schema: FieldSchema,
	values: { readonly [key: string]: FieldValue },
	path: string,
): readonly PreviewPart[] {
	return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
		const value = values[name];
		const isEmpty = value === undefined || value === null || value === '';
		return isEmpty ? [] : [toPart(words, property, value, pathTo(path, name), name)];
	});
}

function toPart(
	words: PartWords,
	schema: FieldSchema,
	value: FieldValue,
	path: string,
	name: string,
): PreviewPart {
	const { t, label, fieldHtml } = words;
	const part: PreviewPart = {
		title: label(schema.title ?? name),
		text: '',
		html: null,
		parts: [],
		entries: [],
	};
	const { items } = schema;
	if (items && Array.isArray(value)) {
		if (items.type !== 'object') return { ...part, text: value.join(', ') };
		return {
			...part,
			entries: value.map((entry, index) => toParts(words, items, entry, `${path}.${index}`)),
		};
	}
	if (value !== null && typeof value === 'object')
		return { ...part, parts: toParts(words, schema, Object.fromEntries(Object.entries(value)), path) };
	if (schema.format === 'markdown') return { ...part, html: fieldHtml.get(path) ?? '' };
	if (typeof value === 'boolean') return { ...part, text: t(value ? 'editor.yes' : 'editor.no') };
	return { ...part, text: String(value) };
}

function pathTo(path: string, name: string): string {
	return path === '' ? name : `${path}.${name}`;
}
