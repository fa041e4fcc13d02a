import type { MarkdownIt, StateInline, Token } from 'markdown-it';
import { referencePattern } from './item-references.ts';
import { withoutDirectionOverrides } from './plain-text.ts';

/** Reads `{{name.path}}` and `[[reference]]` or `[[reference|Text]]` outside of code and addresses. */
export function parseSlotSyntax(markdown: MarkdownIt): void {
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

const placeholderSyntax = /\{\{ ?([A-Za-z][A-Za-z0-9]{0,63}(?:\.[A-Za-z0-9]{1,64}){0,7}) ?\}\}/y;
// A `(` behind it makes it the text of an ordinary link: [[1]](https://…)
const itemLinkSyntax = new RegExp(`\\[\\[(${referencePattern})(?:\\|([^\\[\\]\\n]{0,500}))?\\]\\](?!\\()`, 'y');
const embed = new RegExp(`^!\\[\\[(${referencePattern})\\]\\]$`);

function placeholder(state: StateInline, silent: boolean): boolean {
	const match = matchHere(placeholderSyntax, state);
	if (!match) return false;
	if (!silent) state.push('placeholder', '', 0).content = match[1] ?? '';
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
