import { notFound } from 'verbund';
import { splitAtFigures, takeFigures, type Figure, type Part } from './figures.ts';
import { chapterFile, type HandbookFile, type HandbookFiles } from './handbook-files.ts';
import type { PageFile } from './page-file.ts';
import type { PictureSize } from './picture-size.ts';
import type { PictureFile, Pictures } from './pictures.ts';

/** What pages ask the handbook. */
export interface Handbook {
	/** Chapters with their pages, each in the language that fits best. */
	chapters(language: string): Promise<readonly Chapter[]>;
	/** @throws VerbundError `request.notFound` */
	open(language: string, chapter: string, page: string): Promise<OpenPage>;
	/** @throws VerbundError `request.notFound` */
	picture(name: string): Promise<PictureFile>;
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
	/** The text, and pictures between its pieces. */
	readonly parts: readonly Part<ShownFigure>[];
	readonly headings: readonly Heading[];
	/** Languages in which there is this page. */
	readonly languages: readonly string[];
	readonly previous: ChapterPage | null;
	readonly next: ChapterPage | null;
}

export type ShownFigure = Figure & PictureSize;

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

interface RenderedPage extends Pick<RenderedText, 'headings'> {
	readonly html: string;
	readonly figures: readonly Figure[];
}

const sourceLanguage = 'de';

export function createHandbook(
	files: HandbookFiles,
	pictures: Pictures,
	render: (source: string) => Promise<RenderedText>,
): Handbook {
	const renderedFiles = new WeakMap<HandbookFile, Promise<RenderedPage>>();

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
			const { html, headings, figures } = await rendered(file);
			return {
				...page,
				chapter,
				parts: splitAtFigures(html, await Promise.all(figures.map(sized))),
				headings,
				languages: variants.map((variant) => variant.language).sort(),
				previous: pages[place - 1] ?? null,
				next: pages[place + 1] ?? null,
			};
		},
		picture: (name) => pictures.read(name),
	};
	return handbook;

	async function sized(figure: Figure): Promise<ShownFigure | undefined> {
		const size = await pictures.size(figure.name);
		return size ? { ...figure, ...size } : undefined;
	}

	/** Once for each state of a file. */
	function rendered(file: HandbookFile): Promise<RenderedPage> {
		const before = renderedFiles.get(file);
		if (before) return before;
		const { text, figures } = takeFigures(file.body);
		const rendering = render(text).then(({ segments, headings }) => ({
			html: segments.join(''),
			headings,
			figures,
		}));
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
