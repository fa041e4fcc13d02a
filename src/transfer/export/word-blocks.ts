import {
	BorderStyle,
	HeadingLevel,
	Paragraph,
	Table,
	TableCell,
	TableRow,
	WidthType,
	type IParagraphOptions,
} from 'docx';
import { createWordInline, type WordInlineParts } from './word-inline.ts';

export interface OrderedList {
	readonly reference: string;
	readonly start: number;
}

/** Blocks of a page as those of Word. */
export interface WordBlocks {
	/** Takes the notes out of the page, by their numbers. */
	takeFootnotes(body: HTMLElement): Record<string, { children: Paragraph[] }>;
	write(body: HTMLElement): (Paragraph | Table)[];
	/** Numbered lists that were written: each counts for itself. */
	lists(): readonly OrderedList[];
}

interface Surroundings {
	/** Of lists; -1 outside of them. */
	readonly level: number;
	readonly options: IParagraphOptions;
}

const headings = [
	HeadingLevel.HEADING_1,
	HeadingLevel.HEADING_2,
	HeadingLevel.HEADING_3,
	HeadingLevel.HEADING_4,
	HeadingLevel.HEADING_5,
];
const blockNames = new Set([
	...['p', 'div', 'section', 'aside', 'blockquote', 'pre', 'ul', 'ol', 'dl', 'table', 'hr'],
	...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
]);
const deepestLevel = 8;
const indent = 720;

export function createWordBlocks(parts: WordInlineParts): WordBlocks {
	const inline = createWordInline(parts);
	const lists: OrderedList[] = [];

	return {
		takeFootnotes(body) {
			const notes: Record<string, { children: Paragraph[] }> = {};
			for (const section of body.querySelectorAll('section.footnotes')) {
				for (const note of section.querySelectorAll('li[id^="fn-"]')) {
					for (const back of note.querySelectorAll('.footnote-back')) back.remove();
					notes[note.id.slice('fn-'.length)] = {
						children: [new Paragraph({ children: inline.write([...note.childNodes]) })],
					};
				}
				section.remove();
			}
			return notes;
		},
		write: (body) => writeAll(body, { level: -1, options: {} }),
		lists: () => lists,
	};

	function writeAll(parent: Element, around: Surroundings): (Paragraph | Table)[] {
		const blocks: (Paragraph | Table)[] = [];
		let loose: ChildNode[] = [];
		const flush = () => {
			if (loose.some((node) => (node.textContent ?? '').trim() !== '' || isElement(node)))
				blocks.push(new Paragraph({ ...around.options, children: inline.write(loose) }));
			loose = [];
		};
		for (const node of [...parent.childNodes]) {
			if (isElement(node) && blockNames.has(node.localName)) {
				flush();
				blocks.push(...writeBlock(node, around));
			} else {
				loose.push(node);
			}
		}
		flush();
		return blocks;
	}

	function writeBlock(element: Element, around: Surroundings): (Paragraph | Table)[] {
		const { options, level } = around;
		const heading = /^h([1-6])$/.exec(element.localName)?.[1];
		if (heading !== undefined) {
			const style = headings[Math.max(Number(heading) - 2, 0)];
			return [new Paragraph({ ...options, heading: style, children: inline.write([...element.childNodes]) })];
		}
		switch (element.localName) {
			case 'p':
				return [new Paragraph({ ...options, children: inline.write([...element.childNodes]) })];
			case 'hr':
				return [new Paragraph({ thematicBreak: true })];
			case 'pre':
				return element.textContent
					.replace(/\n$/, '')
					.split('\n')
					.map((line) => new Paragraph({ ...options, children: inline.code(line) }));
			case 'ul':
			case 'ol':
				return writeList(element, level + 1);
			case 'dl':
				return [...element.children].flatMap((part) =>
					part.localName === 'dt'
						? [new Paragraph({ ...options, children: inline.write([...part.childNodes], { bold: true }) })]
						: writeAll(part, { ...around, options: { ...options, indent: { left: indent } } }),
				);
			case 'table':
				return [writeTable(element), new Paragraph({})];
			case 'aside':
			case 'blockquote':
				return writeAll(element, {
					...around,
					options: {
						...options,
						style: element.localName === 'blockquote' ? 'Quote' : undefined,
						indent: { left: indent / 2 },
						border: { left: { style: BorderStyle.SINGLE, size: 18, space: 8, color: '808080' } },
					},
				});
			default:
				return writeAll(element, around);
		}
	}

	function writeList(list: Element, level: number): (Paragraph | Table)[] {
		const depth = Math.min(level, deepestLevel);
		const reference = list.localName === 'ol' ? newList(list) : null;
		return [...list.children].flatMap((item) => {
			const [first, ...rest] = writeItem(item, level, {
				...(reference === null ? { bullet: { level: depth } } : { numbering: { reference, level: depth } }),
			});
			return first ? [first, ...rest] : [];
		});
	}

	/** The sign stands before the first paragraph; what follows is only indented. */
	function writeItem(item: Element, level: number, sign: IParagraphOptions): (Paragraph | Table)[] {
		const firstBlock = [...item.children].find((child) => blockNames.has(child.localName));
		const lead: ChildNode[] = [];
		for (const node of [...item.childNodes]) {
			if (node === firstBlock) break;
			lead.push(node);
		}
		const hasLead = lead.some((node) => (node.textContent ?? '').trim() !== '');
		const head = !hasLead && firstBlock?.localName === 'p' ? [...firstBlock.childNodes] : hasLead ? lead : [];
		const start = new Paragraph({ ...sign, children: inline.write(head) });
		for (const node of head) node.remove();
		if (!hasLead && firstBlock?.localName === 'p') firstBlock.remove();
		const left = indent + Math.max(level, 0) * (indent / 2);
		return [start, ...writeAll(item, { level, options: { indent: { left } } })];
	}

	function newList(list: Element): string {
		const reference = `list-${lists.length + 1}`;
		lists.push({ reference, start: Math.max(1, Math.trunc(Number(list.getAttribute('start') ?? 1)) || 1) });
		return reference;
	}

	function writeTable(table: Element): Table {
		const rows = [...table.querySelectorAll('tr')];
		return new Table({
			width: { size: 100, type: WidthType.PERCENTAGE },
			rows: rows.map((row, index) => {
				const isHead = index === 0 && row.closest('thead') !== null;
				return new TableRow({
					tableHeader: isHead,
					children: [...row.children].map(
						(cell) =>
							new TableCell({
								children: [
									new Paragraph({
										spacing: { after: 0 },
										children: inline.write([...cell.childNodes], { bold: isHead }),
									}),
								],
							}),
					),
				});
			}),
		});
	}
}

function isElement(node: Node): node is Element {
	return node.nodeType === 1;
}
