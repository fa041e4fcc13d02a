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

export async function renderPreview(
	locals: WorkbenchLocals,
	{ fields: schema }: Pick<ContentType, 'fields'>,
	{ body, fields }: DraftText,
	organisationId: string,
): Promise<Preview> {
	const sources = markdownIn(schema, fields, '');
	const texts = [body, ...sources.map(({ source }) => source)];
	const { rendered, problem } = await renderTexts(locals, texts, organisationId);
	if (problem !== null) return { html: '', fields: [], fieldHtml: {}, problem };
	const [html = '', ...ofFields] = rendered;
	const fieldHtml = new Map(sources.map(({ path }, index) => [path, ofFields[index] ?? '']));
	return {
		html,
		fields: toParts({ ...locals, fieldHtml }, schema, fields, ''),
		fieldHtml: Object.fromEntries(fieldHtml),
		problem: null,
	};
}

interface RenderedTexts {
	/** HTML of each, or none of all. */
	readonly rendered: readonly string[];
	readonly problem: string | null;
}

/** Text that is too complex to render is no reason to lose the form around it. */
export async function renderTexts(
	locals: WorkbenchLocals,
	sources: readonly string[],
	organisationId: string,
): Promise<RenderedTexts> {
	try {
		return { rendered: await locals.content.previews(sources, organisationId), problem: null };
	} catch (error) {
		if (!isVerbundError(error)) throw error;
		return { rendered: [], problem: locals.t(`error.${error.code}`, error.values) };
	}
}

interface WrittenField {
	readonly path: string;
	readonly source: string;
}

function markdownIn(
	schema: FieldSchema,
	value: FieldValue | undefined,
	path: string,
): readonly WrittenField[] {
	if (schema.format === 'markdown') {
		const isEmpty = typeof value !== 'string' || value.trim() === '';
		return isEmpty ? [] : [{ path, source: value }];
	}
	if (value === null || typeof value !== 'object') return [];
	return Object.entries(value).flatMap(([name, inner]) => {
		const part = schema.items ?? schema.properties?.[name];
		return part ? markdownIn(part, inner, pathTo(path, name)) : [];
	});
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
