/** A stretch of text that belongs together: a paragraph, an entry of a list, a cell, a heading. */
export interface Block {
	readonly kind: 'text' | 'heading';
	readonly start: number;
	readonly end: number;
}

export interface Prose {
	/** As long as the source, with blanks where markup stood: a place in it is a place in the source. */
	readonly text: string;
	readonly blocks: readonly Block[];
}

/** Reads Markdown as far as to tell what a reader reads from what only makes it look so. One pass, line by line. */
export function proseOf(source: string): Prose {
	const lines: string[] = [];
	const blocks: Block[] = [];
	let open: Block | null = null;
	let fence: string | null = null;
	let start = 0;

	for (const line of source.split('\n')) {
		const end = start + line.length;
		const [, mark] = /^[ \t]{0,3}(`{3,}|~{3,})/.exec(line) ?? [];
		const isCode = fence !== null || mark !== undefined;
		const isTableRule = /^[ \t|:-]*$/.test(line) && line.includes('|') && line.includes('-');
		if (isCode || isTableRule || line.trim() === '') {
			lines.push(blank(line));
			open = null;
			if (mark !== undefined) fence = fence === null ? mark : mark.startsWith(fence) ? null : fence;
		} else {
			const [prefix = ''] = linePrefix.exec(line) ?? [];
			const isHeading = /#[ \t]+$|:::/.test(prefix);
			const begins = isHeading || /\S/.test(prefix.replace(/>/g, ''));
			const text = blank(prefix) + maskInline(line.slice(prefix.length));
			lines.push(text.replaceAll('|', ' '));
			if (/^[ \t]*\|/.test(line)) {
				for (const cell of cellsOf(text, start)) blocks.push(cell);
				open = null;
			} else if (open === null || begins) {
				open = { kind: isHeading ? 'heading' : 'text', start, end };
				blocks.push(open);
				if (isHeading) open = null;
			} else {
				const longer: Block = { kind: open.kind, start: open.start, end };
				blocks[blocks.length - 1] = longer;
				open = longer;
			}
		}
		start = end + 1;
	}
	return { text: lines.join('\n'), blocks };
}

/** Signs at the beginning of a line: quotation, list, checkbox, heading, note. */
const linePrefix =
	/^[ \t]{0,100}(?:>[ \t]{0,3}){0,10}(?:(?:[-*+]|\d{1,9}[.)])[ \t]{1,8}(?:\[[ xX]\][ \t])?|#{1,6}[ \t]+|:{3,10}[ \t]{0,8}[a-z]{0,20}|\[\^[^\]]{1,100}\]:)?/;

const inlineMarkup = new RegExp(
	[
		/`[^`]*`/u,
		/\{\{[^{}]{0,200}\}\}/u,
		/!?\[\[[^[\]|]{0,260}(?:\||\]\])/u,
		/!\[[^[\]]{0,500}\]\([^()]{0,2048}\)/u,
		/\]\([^()\s]{0,2048}(?:[ \t]{1,8}"[^"]{0,500}")?\)/u,
		/\[\^[^[\]]{1,100}\]/u,
		/<[^<>]{1,1000}>/u,
		/(?<!\p{L})(?:https?:\/\/|www\.)[^\s)]{1,2048}/u,
		/(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,63}){1,4}/u,
		/(?<!\p{L})[*_~\\]{1,3}|[*_~\\]{1,3}(?!\p{L})|\*\*/u,
		/[[\]]/u,
	]
		.map(({ source }) => source)
		.join('|'),
	'gu',
);

function maskInline(line: string): string {
	return line.replace(inlineMarkup, blank);
}

function blank(text: string): string {
	return ' '.repeat(text.length);
}

function cellsOf(line: string, start: number): Block[] {
	const cells: Block[] = [];
	let from = 0;
	for (const cell of line.split('|')) {
		if (cell.trim() !== '')
			cells.push({ kind: 'text', start: start + from, end: start + from + cell.length });
		from += cell.length + 1;
	}
	return cells;
}
