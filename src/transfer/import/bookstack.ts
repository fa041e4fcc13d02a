import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { z } from 'zod';
import { escapeHtml } from '../../content/markdown/escape.ts';
import { encodePath } from '../../content/transfer/map-links.ts';
import { safePath } from '../archive.ts';
import type { SourceDocument } from '../convert/conversion-plan.ts';
import { freePath, pathOfTitle } from './free-path.ts';
import type { SourcePlan } from './plan-source.ts';

const name = z.string().catch('');
const tags = z
	.array(z.looseObject({ name, value: z.string().nullish().catch(null) }))
	.catch([])
	.transform((all) => all.map((tag) => (tag.value ? `${tag.name}: ${tag.value}` : tag.name)));

const page = z.looseObject({
	id: z.number().nullish(),
	name,
	html: z.string().nullish(),
	markdown: z.string().nullish(),
	priority: z.number().nullish(),
	images: z.array(z.looseObject({ name, file: z.string() })).catch([]),
	attachments: z
		.array(z.looseObject({ name, file: z.string().nullish(), link: z.string().nullish() }))
		.catch([]),
	tags,
});
const pages = z.array(page).catch([]);
const chapter = z.looseObject({ name, priority: z.number().nullish(), pages });
const book = z.looseObject({ name, chapters: z.array(chapter).catch([]), pages });

/** `data.json` of BookStack's portable ZIP (dev/docs/portable-zip-file-format.md there). */
const exportSchema = z
	.looseObject({ book: book.optional(), chapter: chapter.optional(), page: page.optional() })
	.refine((exported) => exported.book ?? exported.chapter ?? exported.page);

type BookStackExport = z.infer<typeof exportSchema>;
type BookStackPage = z.infer<typeof page>;

export function readBookStack(text: string): BookStackExport | null {
	try {
		return exportSchema.safeParse(JSON.parse(text)).data ?? null;
	} catch {
		return null;
	}
}

interface PlacedPage {
	readonly page: BookStackPage;
	/** Titles of book and chapter. */
	readonly folders: readonly string[];
}

const pageFolder = 'verbund-pages';

/** Writes its pages as documents of their own, and gives its files the names that people know them by. */
export async function planBookStack(folder: string, exported: BookStackExport): Promise<SourcePlan> {
	const placed = placePages(exported);
	const names = await renameFiles(folder, placed);
	const taken = new Set<string>();
	const collections = new Map<string, { title: string; position: number }>();
	const documents: SourceDocument[] = [];
	await mkdir(join(folder, pageFolder), { recursive: true });
	for (const [index, { page: one, folders }] of placed.entries()) {
		const isMarkdown = (one.markdown ?? '').trim() !== '';
		const source = `${pageFolder}/${sourceName(one, index)}.${isMarkdown ? 'md' : 'html'}`;
		await writeFile(join(folder, source), withFiles(isMarkdown ? 'markdown' : 'html', one, placed, names));
		const path = folders.map(pathOfTitle).join('/');
		folders.forEach((title, depth) => {
			const key = folders
				.slice(0, depth + 1)
				.map(pathOfTitle)
				.join('/');
			if (!collections.has(key)) collections.set(key, { title, position: collections.size });
		});
		documents.push({
			source,
			target: freePath(posix.join(path, pathOfTitle(one.name)), '.md', taken),
			format: isMarkdown ? 'markdown' : 'html',
			name: one.name,
			title: one.name,
			tags: one.tags,
		});
	}
	return {
		layout: 'bookstack',
		documents,
		collections,
		replaced: new Map(),
		silent: new Set(['data.json']),
	};
}

function placePages(exported: BookStackExport): PlacedPage[] {
	const inFolder = (all: readonly BookStackPage[], folders: readonly string[]) =>
		all.toSorted((a, b) => (a.priority ?? 0) - (b.priority ?? 0)).map((one) => ({ page: one, folders }));
	const { book: whole, chapter: part, page: single } = exported;
	if (whole) {
		return [
			...inFolder(whole.pages, [whole.name]),
			...whole.chapters.flatMap((one) => inFolder(one.pages, [whole.name, one.name])),
		];
	}
	return part ? inFolder(part.pages, [part.name]) : inFolder(single ? [single] : [], []);
}

function sourceName({ id }: BookStackPage, index: number): string {
	return id === null || id === undefined ? `ohne-nummer-${index}` : String(id);
}

/** In the archive files have names that nobody knows. @returns their new paths by their old names */
async function renameFiles(
	folder: string,
	placed: readonly PlacedPage[],
): Promise<ReadonlyMap<string, string>> {
	const names = new Map<string, string>();
	for (const { page: one } of placed) {
		for (const { file, name: wished } of [...one.images, ...one.attachments]) {
			const old = typeof file === 'string' ? safePath(file) : null;
			if (old === null || names.has(old)) continue;
			const ending = posix.extname(wished) === '' ? posix.extname(old) : '';
			const path = `files/${old}.d/${pathOfTitle(wished === '' ? old : wished + ending)}`;
			try {
				await mkdir(dirname(join(folder, path)), { recursive: true });
				await rename(join(folder, 'files', old), join(folder, path));
				names.set(old, path);
			} catch {
				// Named in the list and not in the archive: its links are found to lead nowhere.
			}
		}
	}
	return names;
}

function withFiles(
	format: 'markdown' | 'html',
	one: BookStackPage,
	placed: readonly PlacedPage[],
	names: ReadonlyMap<string, string>,
): string {
	const text = (format === 'markdown' ? one.markdown : one.html) ?? '';
	const linked = text.replace(
		/\[\[bsexport:(\w+):([^\]\n]{1,300})\]\]/g,
		(_, kind: string, reference: string) => {
			if (kind === 'image' || kind === 'attachment')
				return `/${encodePath(names.get(reference) ?? `files/${reference}`)}`;
			const at = kind === 'page' ? placed.findIndex(({ page: other }) => String(other.id) === reference) : -1;
			const target = placed[at]?.page;
			if (!target) return '#';
			const ending = (target.markdown ?? '').trim() === '' ? 'html' : 'md';
			return `/${pageFolder}/${sourceName(target, at)}.${ending}`;
		},
	);
	const attached = one.attachments.flatMap(({ name: label, file, link }) => {
		const path = typeof file === 'string' ? names.get(file) : undefined;
		const address = path === undefined ? link : `/${encodePath(path)}`;
		return address && !linked.includes(address) ? [{ label, address }] : [];
	});
	if (attached.length === 0) return linked;
	if (format === 'markdown')
		return `${linked}\n\n${attached.map(({ label, address }) => `- [${label}](${address})`).join('\n')}\n`;
	const points = attached.map(
		({ label, address }) => `<li><a href="${escapeHtml(address)}">${escapeHtml(label)}</a></li>`,
	);
	return `${linked}<ul>${points.join('')}</ul>`;
}
