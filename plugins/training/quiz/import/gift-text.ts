import { escaped, htmlToMarkdown, type ConvertedHtml } from './html-to-markdown.ts';

export interface GiftBlock {
	text: string;
	/** Where it begins, from 1. */
	readonly line: number;
}

/** Questions are parted by blank lines, unless these stand in their braces; lines of `//` are remarks. */
export function splitBlocks(file: string): readonly GiftBlock[] {
	const blocks: GiftBlock[] = [];
	let lines: string[] = [];
	let from = 1;
	let depth = 0;
	const end = () => {
		const text = lines.join('\n').trim();
		if (text !== '') blocks.push({ text, line: from });
		lines = [];
		depth = 0;
	};
	for (const [index, line] of file.replaceAll(/\r\n?/g, '\n').split('\n').entries()) {
		if (/^\s*\/\//.test(line)) continue;
		if (line.trim() === '' && depth === 0) end();
		if (lines.length === 0) from = index + 1;
		if (lines.length === 0 && line.trim() === '') continue;
		lines.push(line);
		const braces = line.match(/(?<!\\)[{}]/g) ?? [];
		depth = Math.max(0, depth + braces.reduce((sum, brace) => sum + (brace === '{' ? 1 : -1), 0));
	}
	end();
	return blocks;
}

/** What stands before, in and behind the braces; `inside` is null where there are none. */
export function splitAt(text: string): {
	readonly before: string;
	readonly inside: string | null;
	readonly after: string;
} {
	const open = text.search(/(?<!\\)\{/);
	if (open < 0) return { before: text, inside: null, after: '' };
	const length = text.slice(open + 1).search(/(?<!\\)\}/);
	if (length < 0) return { before: text.slice(0, open), inside: text.slice(open + 1), after: '' };
	const close = open + 1 + length;
	return { before: text.slice(0, open), inside: text.slice(open + 1, close), after: text.slice(close + 1) };
}

/** Splits before each of the signs that is not escaped. */
export function splitBefore(text: string, signs: string): readonly string[] {
	return text.split(new RegExp(`(?<!\\\\)(?=[${signs}])`)).filter((part) => part.trim() !== '');
}

/** Takes the escapes of GIFT away and makes Markdown of what is left. */
export function giftText(source: string, format = 'moodle'): ConvertedHtml {
	const text = source
		.replaceAll(/\\n/g, '\n')
		.replaceAll(/\\([~=#{}:\\])/g, '$1')
		.trim();
	if (format === 'markdown') return { markdown: text, leftOut: 0 };
	if (format === 'plain') return { markdown: escaped(text), leftOut: 0 };
	const lines = format === 'moodle' ? text.replaceAll('\n', '<br>') : text;
	return htmlToMarkdown(lines);
}
