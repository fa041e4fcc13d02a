import { randomBytes } from 'node:crypto';
import { parseHTML } from 'linkedom';
import { DOMParser } from 'prosemirror-model';
import { cleanHtml, unwrap } from '../../document/clean-html.ts';
import { documentSchema } from '../../document/document-schema.ts';
import { openMarkdown } from '../../document/markdown-document.ts';
import { withTableHeads } from '../../document/table-heads.ts';
import type { Surroundings } from './converted-text.ts';
import { replaceFootnotes } from './html-footnotes.ts';
import { prepareHtml } from './prepare-html.ts';

export interface HtmlText {
	/** What the page calls itself; null where it does not say. */
	readonly title: string | null;
	readonly markdown: string;
}

const reader = DOMParser.fromSchema(documentSchema);

/**
 * Reads a page the way the editor reads what is pasted.
 *
 * @param titleWhenAlone whether a heading of the first level is the title only where there is no second one
 */
export function htmlToMarkdown(
	html: string,
	surroundings: Surroundings,
	{ titleWhenAlone = false }: { readonly titleWhenAlone?: boolean } = {},
): HtmlText {
	const { document } = parseHTML(/<body[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`);
	const { body } = document;
	const named = document.querySelector('head title')?.textContent.trim() ?? '';
	prepareHtml(body);
	const title = takeTitle(body, titleWhenAlone) ?? (named === '' ? null : named);
	replaceFootnotes(body);
	const addresses = replaceAddresses(body, surroundings);
	shiftHeadings(body);
	cleanHtml(body);
	const parsed = reader.parse(body);
	const content = withTableHeads(parsed.content);
	const markdown = openMarkdown('').write(parsed.copy(content));
	return { title, markdown: addresses.restore(markdown).trim() };
}

/** The heading that the page begins with, taken out of it. */
function takeTitle(body: HTMLElement, whenAlone: boolean): string | null {
	const headings = [...body.querySelectorAll('h1')];
	const [first] = headings;
	if (!first) return null;
	const title = first.textContent.replace(/\s+/g, ' ').trim();
	const isMarked = first.classList.contains('title');
	const isFirst = isFirstText(body, first);
	if (title === '' || !(isMarked || (isFirst && (!whenAlone || headings.length === 1)))) return null;
	first.remove();
	return title;
}

function isFirstText(body: HTMLElement, heading: Element): boolean {
	const before = body.textContent.indexOf(heading.textContent);
	return body.textContent.slice(0, Math.max(before, 0)).trim() === '';
}

/** Where several headings stand on the level of the title, all go down by one. */
function shiftHeadings(body: HTMLElement): void {
	if (!body.querySelector('h1')) return;
	for (const heading of [...body.querySelectorAll('h1, h2, h3, h4, h5')]) {
		const lower = body.ownerDocument.createElement(`h${Number(heading.localName.slice(1)) + 1}`);
		lower.append(...heading.childNodes);
		heading.replaceWith(lower);
	}
}

interface Addresses {
	/** Puts the real addresses in. */
	restore(markdown: string): string;
}

/**
 * Addresses within the source are no addresses of the hub yet, and the schema knows no others: until the text is
 * written, signs that nobody can have typed stand in their place.
 */
function replaceAddresses(body: HTMLElement, surroundings: Surroundings): Addresses {
	const secret = randomBytes(8).toString('hex');
	const inside: string[] = [];
	const signFor = (path: string) => `/files/${secret}-${inside.push(path) - 1}`;
	for (const picture of [...body.querySelectorAll('img')]) replacePicture(picture, surroundings, signFor);
	for (const embedded of [...body.querySelectorAll('iframe, video, audio, embed, object')]) {
		replaceEmbedded(embedded, surroundings);
	}
	for (const link of [...body.querySelectorAll('a[href]')]) {
		const target = surroundings.resolve(link.getAttribute('href') ?? '', 'link');
		if (target.kind === 'nowhere') unwrap(link);
		else link.setAttribute('href', target.kind === 'inside' ? signFor(target.href) : target.href);
	}
	return {
		restore: (markdown) =>
			markdown.replace(new RegExp(`/files/${secret}-(\\d+)`, 'g'), (_, at) => inside[Number(at)] ?? ''),
	};
}

function replacePicture(
	picture: Element,
	{ resolve, keepImage, note }: Surroundings,
	signFor: (path: string) => string,
): void {
	const source = picture.getAttribute('src') ?? '';
	const words = picture.getAttribute('alt') ?? '';
	if (source.startsWith('data:')) {
		const path = keepDataImage(source, keepImage);
		if (path !== null) return picture.setAttribute('src', signFor(path));
		note({ code: 'imageFormat' });
		return picture.replaceWith(words);
	}
	const target = resolve(source, 'image');
	if (target.kind === 'inside') return picture.setAttribute('src', signFor(target.href));
	if (target.kind === 'nowhere' || picture.closest('a')) return picture.replaceWith(words);
	const link = picture.ownerDocument.createElement('a');
	link.setAttribute('href', target.href);
	link.append(words === '' ? target.href : words);
	picture.replaceWith(link);
}

function keepDataImage(source: string, keepImage: Surroundings['keepImage']): string | null {
	const [, mediaType = '', data] = /^data:(image\/[a-z+.-]+);base64,([^]*)$/i.exec(source) ?? [];
	return data === undefined ? null : keepImage(Buffer.from(data, 'base64'), mediaType);
}

/** A film of another host becomes a link to it. */
function replaceEmbedded(element: Element, { resolve, note }: Surroundings): void {
	const source = element.getAttribute('src') ?? element.getAttribute('data') ?? '';
	const target = source === '' ? null : resolve(source, 'link');
	note({ code: 'embedded' });
	if (target?.kind !== 'keep') return element.remove();
	const link = element.ownerDocument.createElement('a');
	link.setAttribute('href', target.href);
	link.append(target.href);
	const line = element.ownerDocument.createElement('p');
	line.append(link);
	element.replaceWith(line);
}
