import { isWritableLink } from '../content/markdown/links.ts';
import { wordListsToLists } from './word-lists.ts';

/**
 * Takes out of foreign HTML what Word, mail programs and web pages put around the text. Styles are expected as
 * `data-style`: what has a `style` acts even in a page that nobody sees.
 */
export function cleanHtml(body: HTMLElement): void {
	removeComments(body);
	for (const element of body.querySelectorAll(
		'style, script, meta, link, title, xml, iframe, object, svg, head, button',
	)) {
		element.remove();
	}
	wordListsToLists(body);
	for (const element of [...body.querySelectorAll<HTMLElement>('*')]) clean(element);
	for (const cell of body.querySelectorAll('td, th')) flattenCell(cell);
}

const commentNode = 8;

function removeComments(node: Node): void {
	for (const child of [...node.childNodes]) {
		if (child.nodeType === commentNode) node.removeChild(child);
		else removeComments(child);
	}
}

function clean(element: HTMLElement): void {
	const name = element.localName;
	// Office writes elements of its own: <o:p>, <w:sdt>.
	if (name.includes(':')) return unwrap(element);
	const style = element.getAttribute('data-style') ?? '';
	const isBold = /font-weight:\s*(?:bold|[6-9]00)/i.test(style);
	// Google's documents wrap everything into a <b> that is not bold.
	if (name === 'b' && /font-weight:\s*(?:normal|400)/i.test(style)) return unwrap(element);
	if (name === 'span' || name === 'font') {
		const tag = isBold
			? 'strong'
			: /font-style:\s*italic/i.test(style)
				? 'em'
				: /line-through/i.test(style)
					? 's'
					: null;
		if (tag !== null) return rename(element, tag);
		return unwrap(element);
	}
	if (name === 'a' && !isWritableLink(element.getAttribute('href') ?? '')) return unwrap(element);
	if (name === 'u' || name === 'center') return unwrap(element);
	// The title of a box, which nothing else tells from its text.
	if (name === 'p' && element.className === 'admonition-title') return;
	for (const attribute of [...element.attributes]) {
		if (!kept.has(attribute.name)) element.removeAttribute(attribute.name);
	}
}

const kept = new Set([
	'href',
	'src',
	'alt',
	'title',
	'start',
	'data-checked',
	'data-kind',
	'data-node',
	'data-name',
	'data-reference',
	'data-label',
	'data-fragment',
	'data-align',
]);

export function unwrap(element: Element): void {
	element.replaceWith(...element.childNodes);
}

export function rename(element: Element, tag: string): void {
	const renamed = element.ownerDocument.createElement(tag);
	renamed.append(...element.childNodes);
	element.replaceWith(renamed);
}

/** A cell of Markdown holds one line. */
function flattenCell(cell: Element): void {
	for (const element of [...cell.querySelectorAll('p, div, li, ul, ol, br, h1, h2, h3, h4, h5, h6')]) {
		element.after(' ');
		unwrap(element);
	}
}
