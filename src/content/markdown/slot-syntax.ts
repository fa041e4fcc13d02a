import type { MarkdownIt, StateBlock, StateInline, Token } from 'markdown-it';
import { markPattern, parseMark, writeMark } from '../placeholders/placeholder-mark.ts';
import { referencePattern, wikiLinkPattern } from './item-references.ts';
import { withoutDirectionOverrides } from './plain-text.ts';

/** Reads `{{name.path}}`, `{{#if name}}` and `[[reference]]` or `[[reference|Text]]` outside of code and addresses. */
export function parseSlotSyntax(markdown: MarkdownIt): void {
	markdown.block.ruler.before('fence', 'section_mark', sectionMark, {
		alt: ['paragraph', 'reference', 'blockquote', 'list'],
	});
	markdown.inline.ruler.before('link', 'placeholder', placeholder);
	markdown.inline.ruler.before('link', 'item_link', itemLink);
}

/** Slot tokens print what the renderer wrote into their `markup`. */
export function renderSlotTokens(markdown: MarkdownIt): void {
	for (const type of ['placeholder', 'item_link', 'item_embed']) {
		markdown.renderer.rules[type] = (tokens, index) => tokens[index]?.markup ?? '';
	}
}

/** Turns a paragraph that consists only of `![[reference]]` into the embedded item. */
export function embedItems(tokens: readonly Token[]): void {
	tokens.forEach((token, index) => {
		const before = tokens[index - 1];
		const after = tokens[index + 1];
		const [, reference] = (token.type === 'inline' ? embed.exec(token.content) : null) ?? [];
		if (!reference || before?.type !== 'paragraph_open' || after?.type !== 'paragraph_close') return;

		before.hidden = true;
		after.hidden = true;
		token.type = 'item_embed';
		token.content = reference;
		token.children = null;
	});
}

const placeholderSyntax = new RegExp(markPattern, 'y');
const markOnly = new RegExp(`^${markPattern}[ \\t]*$`);
// A `(` behind it makes it the text of an ordinary link: [[1]](https://…)
const itemLinkSyntax = new RegExp(`${wikiLinkPattern}(?!\\()`, 'y');
const embed = new RegExp(`^!\\[\\[(${referencePattern})\\]\\]$`);

/** The beginning or the end of a section on a line of its own is a paragraph of its own, also after a list. */
function sectionMark(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
	const indent = (state.sCount[line] ?? 0) - state.blkIndent;
	const from = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
	if (indent >= 4 || !state.src.startsWith('{{', from)) return false;
	const text = state.src.slice(from, state.eMarks[line]);
	const mark = parseMark(markOnly.exec(text)?.[1] ?? '');
	if (!mark || mark.kind === 'value') return false;
	if (silent) return true;
	state.line = line + 1;
	state.push('paragraph_open', 'p', 1).map = [line, line + 1];
	const inline = state.push('inline', '', 0);
	inline.content = text.trim();
	inline.map = [line, line + 1];
	inline.children = [];
	state.push('paragraph_close', 'p', -1);
	return true;
}

function placeholder(state: StateInline, silent: boolean): boolean {
	const match = matchHere(placeholderSyntax, state);
	const mark = match && parseMark(match[1] ?? '');
	if (!match || !mark) return false;
	if (!silent) state.push('placeholder', '', 0).content = writeMark(mark);
	state.pos += match[0].length;
	return true;
}

function itemLink(state: StateInline, silent: boolean): boolean {
	const match = matchHere(itemLinkSyntax, state);
	if (!match) return false;
	if (!silent) {
		const token = state.push('item_link', '', 0);
		token.content = match[1] ?? '';
		token.info = withoutDirectionOverrides(match[2] ?? '').trim();
	}
	state.pos += match[0].length;
	return true;
}

function matchHere(syntax: RegExp, state: StateInline): RegExpExecArray | null {
	syntax.lastIndex = state.pos;
	const match = syntax.exec(state.src);
	return match && state.pos + match[0].length <= state.posMax ? match : null;
}
