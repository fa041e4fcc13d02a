import MarkdownIt, { type MarkdownIt as Parser, type StateCore, type Token } from 'markdown-it';
import container from 'markdown-it-container';

/**
 * `::: note|tip|warning Title` … `:::`. Without a title it has none: its name is the style sheet's, in the language
 * of the page. The role keeps a page with many notes from having as many landmarks.
 */
export function parseAdmonitions(markdown: Parser): void {
	markdown.use(container, 'admonition', {
		validate: (parameters) => syntax.test(parameters),
		render: (tokens, index, options, _environment, renderer) => renderer.renderToken(tokens, index, options),
	});
	markdown.core.ruler.before('inline', 'admonition_titles', addTitles);
}

const syntax = /^\s*(note|tip|warning)(?:\s+(\S.*?))?\s*$/;

function addTitles(state: StateCore): void {
	state.tokens = state.tokens.flatMap((token) => {
		if (token.type === 'container_admonition_close') token.tag = 'aside';
		if (token.type !== 'container_admonition_open') return [token];

		const [, kind = 'note', title] = syntax.exec(token.info) ?? [];
		token.tag = 'aside';
		token.attrs = [
			['class', `admonition admonition-${kind}`],
			['role', 'note'],
		];
		return title === undefined ? [token] : [token, ...titleTokens(title)];
	});
}

function titleTokens(title: string): Token[] {
	const open = new MarkdownIt.Token('paragraph_open', 'p', 1);
	open.block = true;
	open.attrSet('class', 'admonition-title');
	const inline = new MarkdownIt.Token('inline', '', 0);
	inline.content = title;
	inline.children = [];
	const close = new MarkdownIt.Token('paragraph_close', 'p', -1);
	close.block = true;
	return [open, inline, close];
}
