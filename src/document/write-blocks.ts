import type { Node } from 'prosemirror-model';
import { documentSchema } from './document-schema.ts';
import { escapeLineStart, type EscapeOptions } from './escape-text.ts';
import { writeInline } from './write-inline.ts';
import { writeTable } from './write-table.ts';

const { nodes } = documentSchema;

/** One block as Markdown, without line ends around it; empty for an empty paragraph. */
export function writeBlock(node: Node, options: EscapeOptions, previous: Node | null = null): string {
	const { attrs } = node;
	switch (node.type) {
		case nodes.paragraph:
			return writeLines(node, options);
		case nodes.heading:
			return `${'#'.repeat(Number(attrs['level']))} ${writeLine(node, options).replace(/(#+)$/, '\\$1')}`.trimEnd();
		case nodes.blockquote:
			return prefixed(writeBlockList(node.children, options), '> ');
		case nodes.bullet_list:
			return writeList(node, options, () => (startsAlike(node, previous) ? '* ' : '- '));
		case nodes.ordered_list: {
			const end = startsAlike(node, previous) ? ')' : '.';
			return writeList(node, options, (index) => `${Number(attrs['start']) + index}${end} `);
		}
		case nodes.code_block:
			return writeFence(node);
		case nodes.horizontal_rule:
			return '---';
		case nodes.admonition:
			return writeAdmonition(node, options);
		case nodes.definition_list:
			return writeDefinitions(node, options);
		case nodes.footnote_definition:
			return `[^${String(attrs['label'])}]: ${indented(writeBlockList(node.children, options), 4)}`.trimEnd();
		case nodes.item_embed:
			return `![[${String(attrs['reference'])}]]`;
		case nodes.table:
			return writeTable(node, options);
		default:
			return node.textContent;
	}
}

function writeBlockList(blocks: readonly Node[], options: EscapeOptions): string {
	return blocks
		.map((block, index) => writeBlock(block, options, previousOf(blocks, index)))
		.filter((text) => text !== '')
		.join('\n\n');
}

/** The block that would stand right before this one. */
export function previousOf(blocks: readonly Node[], index: number): Node | null {
	return (
		blocks.slice(0, index).findLast((block) => block.type !== nodes.paragraph || block.childCount > 0) ?? null
	);
}

function writeLines(node: Node, options: EscapeOptions): string {
	const text = writeInline(node, { ...options, breaks: true }).replace(/(?:\\\n|\s)+$/, '');
	return text.split('\n').map(escapeLineStart).join('\n');
}

function writeLine(node: Node, options: EscapeOptions): string {
	return writeInline(node, { ...options, breaks: false }).trim();
}

/** Two lists of a kind in a row would be one, had they the same mark. */
function startsAlike({ type }: Node, previous: Node | null): boolean {
	return previous?.type === type;
}

function writeList(list: Node, options: EscapeOptions, mark: (index: number) => string): string {
	const isTight = list.attrs['tight'] === true && list.children.every(canBeTight);
	return list.children
		.map((item, index) => {
			const lead = mark(index);
			const box = item.attrs['checked'] === null ? '' : item.attrs['checked'] === true ? '[x] ' : '[ ] ';
			const content = isTight
				? item.children
						.map((block, at) => writeBlock(block, options, previousOf(item.children, at)))
						.filter((text) => text !== '')
						.join('\n')
				: writeBlockList(item.children, options);
			const text = box === '' ? content.replace(/^\[(?=[ xX]\](?:\s|$))/, '\\[') : box + content;
			return (lead + indented(text, lead.length)).trimEnd();
		})
		.join(isTight ? '\n' : '\n\n');
}

/** Without a blank line only that follows a paragraph which can end it. */
function canBeTight({ children }: Node): boolean {
	return children.every((block, index) => {
		if (index === 0) return block.type === nodes.paragraph || children.length === 1;
		if (block.type === nodes.ordered_list)
			return block.attrs['start'] === 1 && children[index - 1]?.type !== block.type;
		return block.type === nodes.bullet_list && children[index - 1]?.type !== block.type;
	});
}

function writeFence(node: Node): string {
	const longest = Math.max(
		2,
		...[...node.textContent.matchAll(/^\s*(`{3,})/gm)].map(([, ticks = '']) => ticks.length),
	);
	const fence = '`'.repeat(longest + 1);
	const text = node.textContent === '' ? '' : `${node.textContent}\n`;
	return `${fence}${String(node.attrs['info']).replace(/[`\n]/g, '')}\n${text}${fence}`;
}

/** More colons than any line in it has, so that none of them ends it. */
function writeAdmonition(node: Node, options: EscapeOptions): string {
	const [title, ...content] = node.children;
	const text = writeBlockList(content, options);
	const longest = Math.max(2, ...[...text.matchAll(/^\s*(:{3,})/gm)].map(([, colons = '']) => colons.length));
	const colons = ':'.repeat(longest + 1);
	const heading = `${String(node.attrs['kind'])} ${title ? writeLine(title, options) : ''}`.trim();
	return `${colons} ${heading}\n${text === '' ? '' : `${text}\n`}${colons}`;
}

function writeDefinitions(list: Node, options: EscapeOptions): string {
	return list.children
		.map((part, index) => {
			if (part.type === nodes.definition_term) {
				return (index === 0 ? '' : '\n') + escapeLineStart(writeLine(part, options));
			}
			const lead = part.attrs['tight'] === true ? '' : '\n';
			return `${lead}:   ${indented(writeBlockList(part.children, options), 4)}`.trimEnd();
		})
		.join('\n');
}

/** All lines but the first; blank ones stay blank. */
function indented(text: string, width: number): string {
	return text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(width)}`);
}

function prefixed(text: string, prefix: string): string {
	return text
		.split('\n')
		.map((line) => (prefix + line).trimEnd())
		.join('\n');
}
