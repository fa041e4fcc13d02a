import type { Env } from 'markdown-it';
import type { Node } from 'prosemirror-model';
import { createParser } from '../content/markdown/parser.ts';
import { replaceItemLinks } from '../content/markdown/links.ts';
import { embedItems } from '../content/markdown/slot-syntax.ts';
import { documentSchema } from './document-schema.ts';
import { readBlock } from './read-blocks.ts';
import { linesOf, toTrees, type TokenTree } from './token-tree.ts';
import { UnknownMarkdown } from './unknown-markdown.ts';

/** A top-level block of a text. */
export interface SourceBlock {
	readonly node: Node;
	/** Its Markdown, without line ends around it. */
	readonly source: string;
	/** Line ends between it and the block before. */
	readonly before: string;
}

const parser = createParser();
// Notes stay where they were written; the page moves them to its end.
parser.core.ruler.disable('footnote_tail');

/**
 * Reads Markdown by the page's own parser. Lines that belong to no block (definitions of links) and blocks for which
 * the editor has no form become raw blocks.
 */
export function parseBlocks(markdown: string): SourceBlock[] {
	const environment: Env = {};
	const tokens = parser.parse(markdown, environment);
	embedItems(tokens);
	replaceItemLinks(tokens);
	const trees = toTrees(tokens).filter((tree) => linesOf(tree) !== null);
	const hasDefinitions = Object.keys(environment.references ?? {}).length > 0;
	const lines = markdown.split('\n');
	const blocks: SourceBlock[] = [];
	let line = 0;
	let blank = 0;

	trees.forEach((tree, index) => {
		const [from, to] = linesOf(tree) ?? [0, 0];
		addRaw(from);
		const next = trees[index + 1] ? (linesOf(trees[index + 1] ?? tree)?.[0] ?? lines.length) : lines.length;
		add(Math.max(from + 1, Math.min(to, next)), (text) =>
			hasDefinitions && nestedDefinition.test(text) ? rawBlock(text) : readOrKeep(tree, text),
		);
	});
	addRaw(lines.length);
	return blocks;

	/** What stands on the lines up to this one without being a block. */
	function addRaw(to: number): void {
		skipBlank(to);
		if (line < to) add(to, rawBlock);
	}

	function add(to: number, read: (text: string) => Node): void {
		skipBlank(to);
		let end = to;
		while (end > line && lines[end - 1]?.trim() === '') end -= 1;
		const source = lines.slice(line, end).join('\n');
		if (source === '') return;
		blocks.push({ node: read(source), source, before: '\n'.repeat(blank + (blocks.length === 0 ? 0 : 1)) });
		line = end;
		blank = 0;
	}

	function skipBlank(to: number): void {
		while (line < to && lines[line]?.trim() === '') {
			line += 1;
			blank += 1;
		}
	}
}

export function rawBlock(text: string): Node {
	return documentSchema.nodes.raw_block.create(null, text === '' ? null : documentSchema.text(text));
}

/** A definition of a link inside a list or a note holds for the whole text, so its block stays as it is. */
const nestedDefinition = /^(?:\s|>|[-+*]\s|\d+[.)]\s|:+).*\[[^\]\n^][^\]\n]*\]:|^\[[^\]\n^][^\]\n]*\]:/m;

function readOrKeep(tree: TokenTree, text: string): Node {
	try {
		return readBlock(tree);
	} catch (error) {
		if (error instanceof UnknownMarkdown) return rawBlock(text);
		throw error;
	}
}
