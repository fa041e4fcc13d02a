import mammoth from 'mammoth';
import { htmlToMarkdown, type HtmlText } from './html-to-markdown.ts';
import type { Surroundings } from './converted-text.ts';
import { checkWordFile } from './check-word-file.ts';
import { prepareWord } from './prepare-word.ts';

/** Word's own names are the same in every language; LibreOffice and templates use others. */
const styles = [
	"p[style-name='Title'] => h1.title:fresh",
	"p[style-name='Titel'] => h1.title:fresh",
	"p[style-name='Subtitle'] => p:fresh",
	...[1, 2, 3, 4, 5, 6].flatMap((level) => [
		`p[style-name='heading ${level}'] => h${level}:fresh`,
		`p[style-name='Überschrift ${level}'] => h${level}:fresh`,
	]),
	"p[style-name='Quote'] => blockquote > p:fresh",
	"p[style-name='Intense Quote'] => blockquote > p:fresh",
	// Its page numbers mean nothing here, and the page has a table of contents of its own.
	...['TOC Heading', 'Contents Heading', 'Inhaltsverzeichnisüberschrift'].map(
		(name) => `p[style-name='${name}'] => !`,
	),
	...['toc', 'Contents', 'Verzeichnis'].flatMap((name) =>
		[1, 2, 3, 4, 5, 6, 7, 8, 9].map((level) => `p[style-name='${name} ${level}'] => !`),
	),
	'u => ',
];

const shownInPages = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** @throws VerbundError `import.*` */
export async function convertWord(path: string, surroundings: Surroundings): Promise<HtmlText> {
	await checkWordFile(path);
	const { value, messages } = await mammoth.convertToHtml(
		{ path },
		{
			styleMap: styles,
			transformDocument: (document: Parameters<typeof prepareWord>[0]) =>
				prepareWord(document, surroundings.note),
			convertImage: mammoth.images.imgElement(async (image) => ({
				src: await keep(image, surroundings),
			})),
		},
	);
	const ignored = messages.filter(({ message }) => message.startsWith('An unrecognised element was ignored'));
	if (ignored.length > 0) surroundings.note({ code: 'ignoredElements', values: { count: ignored.length } });
	return htmlToMarkdown(
		value,
		{
			...surroundings,
			resolve: (href, what) =>
				href.startsWith(kept)
					? { kind: 'inside', href: href.slice(kept.length) }
					: surroundings.resolve(href, what),
		},
		{ titleWhenAlone: true },
	);
}

/** Tells pictures that were kept from addresses that the document names. */
const kept = 'kept:';

interface WordImage {
	readonly contentType: string;
	readonly readAsBuffer: () => Promise<Buffer>;
}

async function keep(image: WordImage, { keepImage, note }: Surroundings): Promise<string> {
	if (!shownInPages.has(image.contentType)) {
		note({ code: 'imageFormat' });
		return '';
	}
	const path = keepImage(await image.readAsBuffer(), image.contentType);
	return path === null ? '' : kept + path;
}
