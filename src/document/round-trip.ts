import { renderMarkdown } from '../content/markdown/render.ts';
import { documentSchema } from './document-schema.ts';
import { openMarkdown } from './markdown-document.ts';

/** What the editor makes of a text. */
export interface RoundTrip {
	/** Untouched, it is written as it was read, but for blank lines of blanks. */
	readonly isKept: boolean;
	/** Written wholly anew, the page is the same. */
	readonly isSame: boolean;
	/** Blocks that can be changed as Markdown only. */
	readonly rawBlocks: number;
	readonly blocks: number;
	/** Where the pages begin to differ: as it was, and as it became. */
	readonly difference: readonly [before: string, after: string] | null;
}

export function checkRoundTrip(markdown: string): RoundTrip {
	const source = markdown.replace(/\r\n?/g, '\n');
	const opened = openMarkdown(source);
	const blocks = opened.node.children;
	const before = toPage(source);
	// A document of its own remembers nothing of how this one was written.
	const after = toPage(openMarkdown('').write(opened.node));
	return {
		isKept: withoutBlankLines(opened.write(opened.node)) === withoutBlankLines(source),
		isSame: before === after,
		rawBlocks: blocks.filter(({ type }) => type === documentSchema.nodes.raw_block).length,
		blocks: blocks.length,
		difference: before === after ? null : differenceOf(before, after),
	};
}

/** The page's HTML; line ends inside a paragraph are blanks to whoever reads it. */
function toPage(markdown: string): string {
	const { segments, slots } = renderMarkdown(markdown);
	const html = segments
		.map((segment, index) => segment + (slots[index] ? JSON.stringify(slots[index]) : ''))
		.join('');
	return html
		.split(/(<pre[^]*?<\/pre>)/)
		.map((part, index) =>
			index % 2 === 1 ? part.replace('\n</code>', '</code>') : part.replace(/\s+/g, ' '),
		)
		.join('');
}

function withoutBlankLines(text: string): string {
	return text.replace(/^[ \t]+$/gm, '').trim();
}

function differenceOf(before: string, after: string): readonly [string, string] {
	let start = 0;
	while (before[start] === after[start]) start += 1;
	const cut = (text: string) => text.slice(Math.max(0, start - 40), start + 80);
	return [cut(before), cut(after)];
}
