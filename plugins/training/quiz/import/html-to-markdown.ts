import { parseHTML } from 'linkedom';

export interface ConvertedHtml {
	readonly markdown: string;
	/** Pictures, sounds and films that were left out. */
	readonly leftOut: number;
}

/** The address of a picture in the text; null for one that did not come along. */
export type FindPicture = (source: string) => string | null;

/** The text of a question as Markdown: paragraphs, lists, emphasis, links, pictures; everything else is its words. */
export function htmlToMarkdown(html: string, findPicture: FindPicture = () => null): ConvertedHtml {
	if (!/[<&]/.test(html)) return { markdown: escaped(html).trim(), leftOut: 0 };
	// No text of a question has so many marks; parsing them would take longer than reading what is left.
	if (html.length > mostMarks && html.split('<', mostMarks + 1).length > mostMarks) {
		return { markdown: escaped(html.replaceAll(/<[^<>]*>/g, ' ')).trim(), leftOut: 0 };
	}
	const { document } = parseHTML(`<!doctype html><html><body><div id="root">${html}</div></body></html>`);
	const root = document.querySelector('#root');
	const media = { leftOut: 0, findPicture };
	const markdown = root ? tidy(children(root, media, 0)) : '';
	return { markdown, leftOut: media.leftOut };
}

const mostMarks = 5000;

interface Media {
	leftOut: number;
	readonly findPicture: FindPicture;
}

const deepest = 60;

function children(node: Node, media: Media, depth: number): string {
	if (depth > deepest) return '';
	return [...node.childNodes].map((child) => convert(child, media, depth + 1)).join('');
}

function convert(node: Node, media: Media, depth: number): string {
	if (node.nodeType === 3) return escaped((node.textContent ?? '').replaceAll(/\s+/g, ' '));
	if (node.nodeType !== 1) return '';
	const name = node.nodeName.toLowerCase();
	const inner = () => children(node, media, depth);
	switch (name) {
		case 'script':
		case 'style':
		case 'head':
			return '';
		case 'img':
			return picture(node, media);
		case 'video':
		case 'audio':
		case 'object':
		case 'iframe':
		case 'svg':
			media.leftOut += 1;
			return attribute(node, 'alt');
		case 'br':
			return '\n';
		case 'b':
		case 'strong':
			return wrapped(inner(), '**');
		case 'i':
		case 'em':
			return wrapped(inner(), '*');
		case 'a':
			return link(inner(), attribute(node, 'href'));
		case 'ul':
		case 'ol':
			return `\n\n${items(node, name === 'ol', media, depth)}\n\n`;
		case 'li':
			return `- ${inner().trim()}\n`;
		case 'td':
		case 'th':
			return `${inner()} `;
		default:
			return blocks.has(name) ? `\n\n${inner()}\n\n` : inner();
	}
}

const blocks = new Set(
	'p div h1 h2 h3 h4 h5 h6 table tr pre blockquote section article dl dt dd figure figcaption'.split(' '),
);

function items(list: Node, isNumbered: boolean, media: Media, depth: number): string {
	return [...list.childNodes]
		.filter(({ nodeName }) => nodeName.toLowerCase() === 'li')
		.map((item, index) => {
			const text = children(item, media, depth + 1)
				.replaceAll(/\s+/g, ' ')
				.trim();
			return `${isNumbered ? `${index + 1}.` : '-'} ${text}`;
		})
		.join('\n');
}

function wrapped(text: string, mark: string): string {
	const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
	return words === '' || words.includes('\n') ? text : `${before}${mark}${words}${mark}${after}`;
}

function link(text: string, address: string): string {
	return /^(?:https?:\/\/|mailto:)[^\s()<>]+$/.test(address) && text.trim() !== ''
		? `[${text.trim()}](${address})`
		: text;
}

function picture(node: Node, media: Media): string {
	const alternative = escaped(attribute(node, 'alt').replaceAll(/\s+/g, ' ').trim());
	const address = media.findPicture(attribute(node, 'src'));
	if (address !== null) return `![${alternative}](${address})`;
	media.leftOut += 1;
	return alternative;
}

function attribute(node: Node, name: string): string {
	return 'getAttribute' in node && typeof node.getAttribute === 'function'
		? String(node.getAttribute(name) ?? '')
		: '';
}

/** What Markdown would take for a mark. Braces are the business of whoever writes the quiz. */
export function escaped(text: string): string {
	return text.replaceAll(/[\\`*_[\]<>]/g, '\\$&');
}

function tidy(text: string): string {
	return text
		.split('\n')
		.map((line) => line.trim())
		.join('\n')
		.replaceAll(/\n{3,}/g, '\n\n')
		.trim();
}
