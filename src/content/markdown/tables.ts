import type { MarkdownIt, RendererRule, Token } from 'markdown-it';
import { escapeHtml } from './escape.ts';
import { plainText } from './plain-text.ts';

/** A wide table scrolls in a box of its own, which the keyboard reaches and which its column names name. */
export function renderTables(markdown: MarkdownIt): void {
	markdown.renderer.rules['table_open'] = (tokens, index) =>
		`<div class="table" role="group" tabindex="0"${label(tokens, index)}>\n<table>\n`;
	markdown.renderer.rules['table_close'] = () => '</table>\n</div>\n';
	markdown.renderer.rules['th_open'] = headerCell;
	markdown.renderer.rules['th_close'] = (tokens, index) => (isEmpty(tokens[index - 1]) ? '</td>\n' : '</th>\n');
	markdown.renderer.rules['td_open'] = (tokens, index) => `<td${alignment(tokens[index])}>`;
}

const headerCell: RendererRule = (tokens, index) =>
	// A header cell without text (the corner of a table) heads nothing.
	isEmpty(tokens[index + 1]) ? '<td>' : `<th scope="col"${alignment(tokens[index])}>`;

function label(tokens: readonly Token[], start: number): string {
	const names: string[] = [];
	for (let index = start; tokens[index] && tokens[index]?.type !== 'thead_close'; index++) {
		const token = tokens[index];
		if (token?.type === 'inline' && !isEmpty(token)) names.push(plainText(token.children ?? []));
	}
	return names.length > 0 ? ` aria-label="${escapeHtml(names.join(', ').slice(0, 200).toWellFormed())}"` : '';
}

function alignment(cell: Token | undefined): string {
	const [, side] = /^text-align:(left|center|right)$/.exec(String(cell?.attrGet('style') ?? '')) ?? [];
	return side === undefined ? '' : ` class="align-${side}"`;
}

function isEmpty(token: Token | undefined): boolean {
	return token?.type === 'inline' && token.content === '';
}
