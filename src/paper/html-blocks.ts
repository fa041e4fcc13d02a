import { parseHTML } from 'linkedom';
import type { PdfBlock, PdfSpan } from '../pdf/pdf-document.ts';

const blockNames = new Set(
	'p div section aside blockquote pre ul ol dl table hr h1 h2 h3 h4 h5 h6 img'.split(' '),
);

/** The HTML of a text as blocks of a PDF. Pictures that are not in `images` are shown by their words. */
export function blocksOfHtml(
	html: string,
	images: Readonly<Record<string, Uint8Array>>,
): readonly PdfBlock[] {
	const { document } = parseHTML(`<html><body>${html}</body></html>`);
	return blocksIn(document.body);

	function blocksIn(parent: Element): PdfBlock[] {
		const blocks: PdfBlock[] = [];
		let loose: ChildNode[] = [];
		const flush = () => {
			blocks.push(...paragraph(loose));
			loose = [];
		};
		for (const node of [...parent.childNodes]) {
			if (isElement(node) && blockNames.has(node.localName)) {
				flush();
				blocks.push(...blockOf(node));
			} else loose.push(node);
		}
		flush();
		return blocks;
	}

	function blockOf(element: Element): readonly PdfBlock[] {
		const heading = /^h([1-6])$/.exec(element.localName)?.[1];
		if (heading !== undefined) {
			const level = levels[Math.min(Math.max(Number(heading) - 2, 0), 3)] ?? 4;
			return [
				{
					kind: 'heading',
					level,
					size: headingSizes[level],
					text: tidy(spansIn([...element.childNodes], {})),
				},
			];
		}
		switch (element.localName) {
			case 'p':
				return paragraph([...element.childNodes]);
			case 'img':
				return [image(element)];
			case 'hr':
				return [{ kind: 'line' }];
			case 'pre':
				return [{ kind: 'paragraph', text: element.textContent.replace(/\n$/, '') }];
			case 'ul':
			case 'ol':
				return [list(element)];
			case 'dl':
				return [...element.children].flatMap((part): readonly PdfBlock[] =>
					part.localName === 'dt'
						? [{ kind: 'paragraph', text: tidy(spansIn([...part.childNodes], { bold: true })) }]
						: [{ kind: 'quote', blocks: blocksIn(part) }],
				);
			case 'table':
				return [table(element)];
			case 'aside':
			case 'blockquote':
				return [{ kind: 'quote', blocks: blocksIn(element) }];
			default:
				return blocksIn(element);
		}
	}

	/** A picture in a paragraph stands before its words. */
	function paragraph(nodes: readonly ChildNode[]): readonly PdfBlock[] {
		const pictures = nodes.flatMap((node) =>
			!isElement(node) ? [] : node.localName === 'img' ? [node] : [...node.querySelectorAll('img')],
		);
		const text = tidy(spansIn(nodes, {}));
		return [...pictures.map(image), ...(text.length === 0 ? [] : [{ kind: 'paragraph', text } as const])];
	}

	function list(element: Element): PdfBlock {
		const start = Math.trunc(Number(element.getAttribute('start') ?? 1)) || 1;
		return {
			kind: 'list',
			...(element.localName === 'ol' ? { start } : {}),
			items: [...element.children].map((item) => blocksIn(item)),
		};
	}

	function table(element: Element): PdfBlock {
		const rows = [...element.querySelectorAll('tr')].map((row) => ({
			isHead: row.closest('thead') !== null,
			cells: [...row.children].map((cell) => tidy(spansIn([...cell.childNodes], {}))),
		}));
		const head = rows[0]?.isHead ? rows[0].cells : null;
		const body = (head ? rows.slice(1) : rows).map(({ cells }) => cells);
		return { kind: 'table', ...(head ? { head } : {}), rows: body };
	}

	function image(element: Element): PdfBlock {
		const bytes = images[element.getAttribute('src') ?? ''] ?? new Uint8Array();
		return { kind: 'image', bytes, alt: element.getAttribute('alt') ?? '', ...letterheadSize(element) };
	}
}

const levels = [1, 2, 3, 4] as const;
/** A letter does not shout. */
const headingSizes = { 1: 16, 2: 13, 3: 12, 4: 11 } as const;

/** A letterhead is as large as it is in Word: 16 by 4 centimetres at most. */
function letterheadSize(element: Element): { width?: number } {
	const [width, height] = ['width', 'height'].map((name) => Number(element.getAttribute(name)));
	if (!width || !height || !(width > 0 && height > 0)) return {};
	return { width: width * 0.75 * Math.min(1, 605 / width, 151 / height) };
}

function spansIn(nodes: readonly ChildNode[], style: Omit<PdfSpan, 'text'>): PdfSpan[] {
	return nodes.flatMap((node): readonly PdfSpan[] => {
		if (!isElement(node)) return [{ ...style, text: (node.textContent ?? '').replace(/[ \t\n]+/g, ' ') }];
		const within = (more: Omit<PdfSpan, 'text'>) => spansIn([...node.childNodes], { ...style, ...more });
		switch (node.localName) {
			case 'br':
				return [{ text: '\n' }];
			case 'strong':
			case 'b':
				return within({ bold: true });
			case 'em':
			case 'i':
				return within({ italic: true });
			case 'input':
				return [{ ...style, text: node.hasAttribute('checked') ? '[x] ' : '[  ] ' }];
			case 'img':
				return [];
			case 'a': {
				const link = node.getAttribute('href') ?? '';
				return within(/^(?:https?:|mailto:|tel:)/.test(link) ? { link } : {});
			}
			default:
				return within({});
		}
	});
}

/** Without blanks around lines. */
function tidy(spans: readonly PdfSpan[]): readonly PdfSpan[] {
	const kept: PdfSpan[] = [];
	for (const span of spans) {
		const before = kept.at(-1)?.text ?? '\n';
		const text = /[\n ]$/.test(before) ? span.text.replace(/^ +/, '') : span.text;
		if (text !== '') kept.push({ ...span, text });
	}
	const last = kept.at(-1);
	if (last) kept[kept.length - 1] = { ...last, text: last.text.trimEnd() };
	return kept.filter(({ text }) => text !== '');
}

function isElement(node: Node): node is Element {
	return node.nodeType === 1;
}
