import { z } from 'zod';
import { parse, stringify, YAMLParseError } from 'yaml';
import { VerbundError } from '../../errors.ts';
import { contentLanguages, type ContentLanguage } from '../../l10n/languages.ts';
import { longestTitle } from '../draft-text.ts';
import type { FieldValues } from '../fields.ts';

/** What the front matter of a content file may say; other keys are left alone. */
const frontMatterSchema = z.looseObject({
	id: z.string().max(64).optional(),
	files: z.array(z.string().max(1000)).max(1000).optional().catch(undefined),
	state: z.literal('draft').optional().catch(undefined),
	title: z.coerce.string().trim().min(1).max(longestTitle).optional(),
	summary: z.string().trim().max(1000).optional(),
	audience: z.union([z.string(), z.array(z.string())]).optional(),
	responsible: z.string().optional(),
	checked: z.coerce.string().optional(),
	reviewDue: z.coerce.string().optional(),
	tags: z.array(z.coerce.string()).optional(),
	fields: z.record(z.string(), z.json()).optional(),
});

export interface ContentFile {
	readonly title: string;
	readonly summary: string;
	readonly body: string;
	readonly fields: FieldValues;
	readonly tags: readonly string[];
	/** `organisation`, `network`, `public`, `organisation:<slug>`, `group:<slug>`. */
	readonly audience: readonly string[] | null;
	/** `person:<address>` or `group:<slug>`. */
	readonly responsible: string | null;
	readonly checkedAt: number | null;
	readonly reviewDueAt: number | null;
	/** The item's id in the hub that wrote the file: what other files of the same export call it. */
	readonly id: string | null;
	/** Paths of further files of the item, beside the text. */
	readonly files: readonly string[];
	/** Nobody has published it yet. */
	readonly isDraft: boolean;
}

/**
 * Reads a Markdown file. Front matter is optional; the title comes from it, from the first heading, or from the
 * file's name.
 *
 * @throws VerbundError `import.*`, naming what is wrong where
 */
export function parseContentFile(text: string, fileName: string): ContentFile {
	const { frontMatter, body } = splitFrontMatter(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
	const parsed = frontMatterSchema.safeParse(frontMatter);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		throw new VerbundError('import.fieldInvalid', { values: { field: issue?.path.join('.') ?? '' } });
	}
	const { id = null, files = [], state, title, summary = '', audience, responsible, checked, reviewDue, tags = [], fields = {} } = parsed.data;
	const { heading, rest } = splitHeading(body);
	return {
		title: (title ?? heading ?? fileName.replace(/[-_]+/g, ' ')).slice(0, longestTitle),
		summary,
		body: (title === undefined ? rest : body).trim(),
		// JSON values are field values; the content type's schema decides about the rest.
		fields: fields,
		tags,
		audience: audience === undefined ? null : [audience].flat(),
		responsible: responsible ?? null,
		checkedAt: toTime('checked', checked),
		reviewDueAt: toTime('reviewDue', reviewDue),
		id,
		files,
		isDraft: state === 'draft',
	};
}

/** What a text begins with: of `# Titel #` the hashes behind it are none of its words. */
export function splitHeading(body: string): { heading: string | null; rest: string } {
	const text = body.trimStart();
	const [whole = '', heading] = /^#[ \t]+(\S[^\n]*)(?:\n|$)/.exec(text) ?? [];
	if (heading === undefined) return { heading: null, rest: body };
	const words = heading.slice(0, 2 * longestTitle).replace(/[ \t]+#*[ \t]*$/, '');
	return { heading: words, rest: text.slice(whole.length) };
}

/** The inverse of `parseContentFile`. Keys without a value are left out. */
export function formatContentFile(file: Partial<ContentFile> & Pick<ContentFile, 'title' | 'body'>): string {
	const frontMatter = Object.fromEntries(
		Object.entries({
			title: file.title,
			id: file.id ?? undefined,
			state: file.isDraft === true ? 'draft' : undefined,
			summary: file.summary === '' ? undefined : file.summary,
			audience: file.audience ?? undefined,
			responsible: file.responsible ?? undefined,
			checked: formatDay(file.checkedAt),
			reviewDue: formatDay(file.reviewDueAt),
			tags: file.tags && file.tags.length > 0 ? file.tags : undefined,
			files: file.files && file.files.length > 0 ? file.files : undefined,
			fields: file.fields && Object.keys(file.fields).length > 0 ? file.fields : undefined,
		}).filter(([, value]) => value !== undefined),
	);
	return `---\n${stringify(frontMatter, { lineWidth: 0 })}---\n\n${file.body.trim()}\n`;
}

/** `antrag.de-simple.md`: the name without language and ending, and the language if there is one. */
export function splitFileName(fileName: string): { name: string; language: ContentLanguage | null } {
	const base = fileName.replace(/\.md$/i, '');
	const language = contentLanguages.find((tag) => base.endsWith(`.${tag}`)) ?? null;
	return { name: language === null ? base : base.slice(0, -language.length - 1), language };
}

/** Characters. YAML is read in the hub itself, and costs about five seconds for a million. */
const longestHead = 200_000;

export function splitFrontMatter(text: string): { frontMatter: unknown; body: string } {
	const match = /^---[ \t]*\n([\s\S]*?)\n?---[ \t]*(?:\n|$)/.exec(text);
	if (!match) {
		if (text.startsWith('---\n')) throw new VerbundError('import.headNotClosed');
		return { frontMatter: {}, body: text };
	}
	if (match[0].length > longestHead) throw new VerbundError('import.headTooLong');
	try {
		// `maxAliasCount` keeps a small file from growing into a large one.
		return { frontMatter: parse(match[1] ?? '', { maxAliasCount: 10 }) ?? {}, body: text.slice(match[0].length) };
	} catch (error) {
		const [place] = (error instanceof YAMLParseError ? error.linePos : undefined) ?? [];
		if (!place) throw new VerbundError('import.headUnreadable', { cause: error });
		// The head begins in the file's second line.
		const values = { line: place.line + 1, column: place.col };
		throw new VerbundError('import.headInvalid', { values, cause: error });
	}
}

function toTime(key: string, day: string | undefined): number | null {
	if (day === undefined) return null;
	const time = Date.parse(`${day.slice(0, 10)}T12:00:00Z`);
	if (Number.isNaN(time)) throw new VerbundError('import.dayInvalid', { values: { field: key, day: day.slice(0, 40) } });
	return time;
}

function formatDay(time: number | null | undefined): string | undefined {
	return time === null || time === undefined ? undefined : new Date(time).toISOString().slice(0, 10);
}
