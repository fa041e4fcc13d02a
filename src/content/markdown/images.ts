import MarkdownIt, { type MarkdownIt as Parser, type Token } from 'markdown-it';
import { isExternal } from './links.ts';
import { plainText } from './plain-text.ts';

/** Only files of this hub are shown: a picture from elsewhere would tell that host who reads. */
export function isImageSource(source: string): boolean {
	return /^\/files\/[^\\]*$/.test(source) && !/(?:^|\/)(?:\.|%2e){1,2}(?:[/?#]|$)/i.test(source);
}

/** A picture from another host becomes a link to it, and anything else that is no file of ours its description. */
export function replaceForeignImages(tokens: readonly Token[]): void {
	for (const block of tokens) {
		if (block.children?.some(isForeign)) block.children = withoutForeignImages(block.children);
	}
}

export function renderImages(markdown: Parser): void {
	markdown.renderer.rules['image'] = (tokens, index, _options, _environment, renderer) => {
		const token = tokens[index];
		if (!token) return '';
		token.attrSet('alt', plainText(token.children ?? []));
		token.attrSet('loading', 'lazy');
		return `<img${renderer.renderAttrs(token)}>`;
	};
}

function withoutForeignImages(children: readonly Token[]): Token[] {
	let linkDepth = 0;
	return children.flatMap((token) => {
		if (token.type === 'link_open' || token.type === 'link_close') linkDepth += token.nesting;
		return isForeign(token) ? replacement(token, linkDepth > 0) : [token];
	});
}

function isForeign(token: Token): boolean {
	return token.type === 'image' && !isImageSource(sourceOf(token));
}

function replacement(image: Token, insideLink: boolean): Token[] {
	const source = sourceOf(image);
	const description = textToken(plainText(image.children ?? []) || source);
	if (insideLink || !isExternal(source)) return [description];

	const open = new MarkdownIt.Token('link_open', 'a', 1);
	open.attrSet('href', source);
	return [open, description, new MarkdownIt.Token('link_close', 'a', -1)];
}

function textToken(text: string): Token {
	const token = new MarkdownIt.Token('text', '', 0);
	token.content = text;
	return token;
}

function sourceOf(image: Token): string {
	return String(image.attrGet('src') ?? '');
}
