import { readFileSync } from 'node:fs';
import { ExternalHyperlink, FootnoteReferenceRun, ImageRun, TextRun, type ParagraphChild } from 'docx';
import { imageSize } from './image-size.ts';

export interface WordInlineParts {
	/** Paths of the pictures or the pictures themselves, by their address in the text. */
	readonly images: Readonly<Record<string, string | Uint8Array>>;
	readonly baseUrl: string;
}

export interface TextStyle {
	readonly bold?: boolean;
	readonly italics?: boolean;
	readonly strike?: boolean;
	readonly font?: string;
	readonly style?: string;
	readonly superScript?: boolean;
}

export interface WordInline {
	write(nodes: readonly Node[], style?: TextStyle): ParagraphChild[];
	code(text: string): ParagraphChild[];
}

/** Width of the text on a page of A4, in pixels. */
const widest = 600;
const monospace = 'Consolas';

export function createWordInline({ images, baseUrl }: WordInlineParts): WordInline {
	const inline: WordInline = {
		write: (nodes, style = {}) => nodes.flatMap((node) => writeNode(node, style)),
		code: (text) => [new TextRun({ text, font: monospace })],
	};
	return inline;

	function writeNode(node: Node, style: TextStyle): ParagraphChild[] {
		if (node.nodeType === 3) {
			const text = (node.textContent ?? '').replace(/\s+/g, ' ');
			return text === '' ? [] : [new TextRun({ ...style, text })];
		}
		if (!isElement(node)) return [];
		const within = (more: TextStyle) => inline.write([...node.childNodes], { ...style, ...more });
		switch (node.localName) {
			case 'strong':
				return within({ bold: true });
			case 'em':
				return within({ italics: true });
			case 's':
				return within({ strike: true });
			case 'code':
				return within({ font: monospace });
			case 'br':
				return [new TextRun({ text: '', break: 1 })];
			case 'input':
				return [new TextRun({ ...style, text: node.hasAttribute('checked') ? '☒ ' : '☐ ' })];
			case 'img':
				return writeImage(node, style);
			case 'sup':
				return writeNote(node) ?? within({ superScript: true });
			case 'a':
				return writeLink(node, style);
			default:
				return within({});
		}
	}

	function writeNote(sign: Element): ParagraphChild[] | null {
		const number = /^#fn-(\d+)$/.exec(sign.querySelector('a')?.getAttribute('href') ?? '')?.[1];
		return number === undefined ? null : [new FootnoteReferenceRun(Number(number))];
	}

	function writeLink(link: Element, style: TextStyle): ParagraphChild[] {
		const href = link.getAttribute('href') ?? '';
		const children = inline.write([...link.childNodes], { ...style, style: 'Hyperlink' });
		if (href === '' || href.startsWith('#')) return inline.write([...link.childNodes], style);
		return [new ExternalHyperlink({ link: href.startsWith('/') ? baseUrl + href : href, children })];
	}

	function writeImage(image: Element, style: TextStyle): ParagraphChild[] {
		const words = image.getAttribute('alt') ?? '';
		const source = images[image.getAttribute('src') ?? ''];
		const data =
			source === undefined ? null : typeof source === 'string' ? readFileSync(source) : Buffer.from(source);
		const size = data && imageSize(data);
		if (!data || !size) return words === '' ? [] : [new TextRun({ ...style, text: `[${words}]` })];
		const scale = Math.min(1, widest / size.width);
		return [
			new ImageRun({
				type: size.type,
				data,
				transformation: { width: Math.round(size.width * scale), height: Math.round(size.height * scale) },
				altText: { name: words, title: words, description: words },
			}),
		];
	}
}

function isElement(node: Node): node is Element {
	return node.nodeType === 1;
}
