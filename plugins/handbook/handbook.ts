import { notFound } from 'verbund';
import { chapterFile, type HandbookFile, type HandbookFiles } from './handbook-files.ts';
import type { PageFile } from './page-file.ts';

/** What pages ask the handbook. */
export interface Handbook {
	/** Chapters with their pages, each in the language that fits best. */
	chapters(language: string): Promise<readonly Chapter[]>;
	/** @throws VerbundError `request.notFound` */
	open(language: string, chapter: string, page: string): Promise<OpenPage>;
}

export interface Chapter {
	readonly slug: string;
	readonly title: string;
	readonly language: string;
	readonly pages: readonly ChapterPage[];
}

export interface ChapterPage extends Pick<PageFile, 'title' | 'summary' | 'audience'> {
	readonly url: string;
	readonly language: string;
}

export interface OpenPage extends ChapterPage {
	readonly chapter: Chapter;
	readonly html: string;
	readonly headings: readonly Heading[];
	/** Languages in which there is this page. */
	readonly languages: readonly string[];
	readonly previous: ChapterPage | null;
	readonly next: ChapterPage | null;
}

export interface Heading {
	readonly id: string;
	readonly level: number;
	readonly text: string;
}

interface RenderedText {
	/** HTML around the places that depend on the reader, of which the handbook has none. */
	readonly segments: readonly string[];
	readonly headings: readonly Heading[];
}

const sourceLanguage = 'de';

export function createHandbook(
	files: HandbookFiles,
	render: (source: string) => Promise<RenderedText>,
): Handbook {
	const renderedFiles = new WeakMap<HandbookFile, Promise<RenderedText>>();

	const handbook: Handbook = {
		chapters: async (language) => toChapters(await files.all(), language),
		async open(language, chapterSlug, name) {
			const all = await files.all();
			const variants = all.filter((file) => file.chapter === chapterSlug && file.name === name);
			const file = bestOf(variants, language);
			const chapters = toChapters(all, language);
			const chapter = chapters.find(({ slug }) => slug === chapterSlug);
			if (!file || !chapter || name === chapterFile) throw notFound();
			const page = toPage(file);
			const pages = chapters.flatMap((one) => one.pages);
			const place = pages.findIndex(({ url }) => url === page.url);
			const { segments, headings } = await rendered(file);
			return {
				...page,
				chapter,
				html: segments.join(''),
				headings,
				languages: variants.map((variant) => variant.language).sort(),
				previous: pages[place - 1] ?? null,
				next: pages[place + 1] ?? null,
			};
		},
	};
	return handbook;

	/** Once for each state of a file. */
	function rendered(file: HandbookFile): Promise<RenderedText> {
		const before = renderedFiles.get(file);
		if (before) return before;
		const rendering = render(file.body);
		renderedFiles.set(file, rendering);
		rendering.catch(() => renderedFiles.delete(file));
		return rendering;
	}
}

function toChapters(files: readonly HandbookFile[], language: string): Chapter[] {
	const slugs = [...new Set(files.map(({ chapter }) => chapter))];
	return slugs
		.map((slug) => ({ slug, ...ofChapter(files, slug, language) }))
		.filter(({ pages }) => pages.length > 0)
		.sort((a, b) => a.order - b.order)
		.map(({ order: _order, ...chapter }) => chapter);
}

function ofChapter(files: readonly HandbookFile[], slug: string, language: string) {
	const own = files.filter(({ chapter }) => chapter === slug);
	const names = [...new Set(own.map(({ name }) => name))];
	const best = names
		.map((name) =>
			bestOf(
				own.filter((file) => file.name === name),
				language,
			),
		)
		.filter((file) => file !== undefined)
		.sort((a, b) => a.order - b.order);
	const cover = best.find(({ name }) => name === chapterFile);
	return {
		title: cover?.title ?? slug,
		language: cover?.language ?? sourceLanguage,
		order: cover?.order ?? Number.POSITIVE_INFINITY,
		pages: best.filter((file) => file !== cover).map(toPage),
	};
}

function toPage({ chapter, name, title, summary, audience, language }: HandbookFile): ChapterPage {
	return { url: `/handbook/${chapter}/${name}`, title, summary, audience, language };
}

/** In the wanted language, in German, in any. */
function bestOf(variants: readonly HandbookFile[], language: string): HandbookFile | undefined {
	return (
		variants.find((file) => file.language === language) ??
		variants.find((file) => file.language === sourceLanguage) ??
		variants[0]
	);
}
