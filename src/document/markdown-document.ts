import type { Node } from 'prosemirror-model';
import { comparable } from './comparable.ts';
import { documentSchema } from './document-schema.ts';
import { parseBlocks, rawBlock, type SourceBlock } from './parse-blocks.ts';
import { previousOf, writeBlock } from './write-blocks.ts';

/** A text as the editor holds it, and the way back. */
export interface MarkdownDocument {
	readonly node: Node;
	/** What was not touched is written as it was read, to the byte; the rest anew. */
	write(node: Node): string;
	/** Where its blocks stand in the Markdown that `write` gives. */
	places(node: Node): readonly BlockPlace[];
}

export interface BlockPlace {
	/** Position of the block in the document. */
	readonly at: number;
	readonly block: Node;
	/** Offset of its source in the Markdown. */
	readonly start: number;
	readonly source: string;
}

/**
 * Opens Markdown for editing. A block that would not come back the same is kept as it is written, as a raw block:
 * nothing is lost because somebody opened it.
 */
export function openMarkdown(markdown: string): MarkdownDocument {
	const normal = markdown.replace(/\r\n?/g, '\n');
	const blocks = parseBlocks(normal).map(keepWhatWouldChange);
	const remembered = new Map<Node, Remembered>(
		blocks.map((block, index) => [block.node, { ...block, previous: blocks[index - 1]?.node }]),
	);
	const trailing = /\n*$/.exec(normal)?.[0] ?? '';
	const content = blocks.map(({ node }) => node);
	return {
		node: documentSchema.nodes.doc.create(
			null,
			content.length === 0 ? [documentSchema.nodes.paragraph.create()] : content,
		),
		write(node) {
			const text = writeBlocks(node, () => undefined);
			return text === '' ? '' : text + trailing;
		},
		places(node) {
			const places: BlockPlace[] = [];
			writeBlocks(node, (place) => places.push(place));
			return places;
		},
	};

	function writeBlocks(node: Node, visit: (place: BlockPlace) => void): string {
		const bracketsMayLink = node.children.some(isDefinition);
		let text = '';
		let at = 0;
		let last: Node | undefined;
		node.children.forEach((block, index) => {
			const known = remembered.get(block) ?? findEqual(block);
			const source = known?.source ?? writeSafely(block, previousOf(node.children, index), bracketsMayLink);
			if (source !== '') {
				text += known ? separator(known, last) : text === '' ? '' : '\n\n';
				visit({ at, block, start: text.length, source });
				text += source;
				last = known?.node ?? block;
			}
			at += block.nodeSize;
		});
		return text;
	}

	/** As many blank lines as there were, and at least one, except between blocks that did without. */
	function separator({ before, previous }: Remembered, last: Node | undefined): string {
		if (previous === last) return before;
		if (last === undefined) return '';
		return before.length > 1 ? before : '\n\n';
	}

	/** Undoing brings back an equal block, not the same one. */
	function findEqual(block: Node) {
		const found = blocks.find(({ node }) => node.eq(block));
		return found && remembered.get(found.node);
	}
}

interface Remembered extends SourceBlock {
	readonly previous: Node | undefined;
}

function keepWhatWouldChange(block: SourceBlock): SourceBlock {
	if (block.node.type === documentSchema.nodes.raw_block) return block;
	// Most blocks are written as they stand there; reading those again would double the time to open a text.
	if (writeBlock(block.node, { strict: false, bracketsMayLink: true }) === block.source) return block;
	return readBack(block.node, writeSafely(block.node, null, true))?.eq(block.node)
		? block
		: { ...block, node: rawBlock(block.source) };
}

/** First as people write; with every sign escaped where that would mean something else. */
function writeSafely(block: Node, previous: Node | null, bracketsMayLink: boolean): string {
	const written = writeBlock(block, { strict: false, bracketsMayLink }, previous);
	const back = readBack(block, written);
	return back && comparable(back).eq(comparable(block))
		? written
		: writeBlock(block, { strict: true, bracketsMayLink }, previous);
}

/** The block that this Markdown makes; null where it is not exactly one. */
function readBack(node: Node, written: string): Node | null {
	const notes = notesOf(node).map((label) => `\n\n[^${label}]: x`);
	const [first, ...others] = parseBlocks(written + notes.join(''));
	return others.length === notes.length ? (first?.node ?? null) : null;
}

/** Notes that it refers to; without them in the text a reference is none. */
function notesOf(block: Node): readonly string[] {
	const labels = new Set<string>();
	block.descendants(({ type, attrs }) => {
		if (type === documentSchema.nodes.footnote_reference) labels.add(String(attrs['label']));
	});
	labels.delete(String(block.attrs['label'] ?? ''));
	return [...labels];
}

function isDefinition(block: Node): boolean {
	return block.type === documentSchema.nodes.raw_block && block.textContent.includes(']:');
}
