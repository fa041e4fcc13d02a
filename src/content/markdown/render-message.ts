import MarkdownIt, { type MarkdownIt as Parser, type Token } from 'markdown-it';
import { renderCodeBlocks } from './code-blocks.ts';
import { isSafeLink, markExternalLinks } from './links.ts';
import { refuseDeepNesting } from './parser.ts';
import { withoutDirectionOverrides } from './plain-text.ts';
import { sanitise } from './sanitise.ts';

export interface RenderedMessage {
	/** Sanitised. Names that were mentioned stand in `<strong>`. */
	readonly html: string;
	/** Paths of this hub that it leads to, each once. */
	readonly paths: readonly string[];
}

export interface MessageOptions {
	/** Names as they stand in the text behind an `@`. */
	readonly mentions?: readonly string[];
	/** Address of the hub: links that spell it out lead to the path. */
	readonly address: string;
}

/** Characters that a message may have; what is rendered on the request loop must be short. */
const longestMessage = 4000;

const deepest = 20;

const parser = createMessageParser();

/**
 * The small Markdown of messages: emphasis, lists, quotations, code, links, and lines that stay lines. No headings,
 * tables, pictures, placeholders: whoever needs those writes a text. Rendered in place, because `longestMessage` bounds
 * what it can cost.
 */
export function renderMessage(
	text: string,
	{ mentions = [], address }: MessageOptions,
): RenderedMessage {
	const tokens = parser.parse(text.toWellFormed().slice(0, longestMessage), {});
	const paths = new Set<string>();
	for (const link of tokens.flatMap(({ children }) => children ?? [])) {
		if (link.type !== 'link_open') continue;
		const path = pathWithin(String(link.attrGet('href') ?? ''), address);
		if (path === null) continue;
		link.attrSet('href', path);
		paths.add(path);
	}
	markExternalLinks(tokens);
	if (mentions.length > 0) markMentions(tokens, mentions);
	const html = sanitise(parser.renderer.render(tokens, parser.options, {}));
	return { html: withoutDirectionOverrides(html).trim(), paths: [...paths] };
}

function createMessageParser(): Parser {
	const markdown = new MarkdownIt('zero', { html: false, linkify: true, breaks: true, maxNesting: deepest });
	markdown.enable(['newline', 'escape', 'backticks', 'strikethrough', 'emphasis', 'link', 'autolink']);
	markdown.enable(['linkify', 'fence', 'code', 'list', 'blockquote', 'balance_pairs', 'fragments_join']);
	markdown.validateLink = (target) => target.length <= 2048 && isSafeLink(target);
	markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
	refuseDeepNesting(markdown, deepest);
	renderCodeBlocks(markdown);
	return markdown;
}

function pathWithin(href: string, address: string): string | null {
	const path = href.startsWith(`${address}/`) ? href.slice(address.length) : href;
	// `https://hub.example//evil.example` would lead elsewhere without its beginning.
	return path.startsWith('/') && isSafeLink(path) ? path : null;
}

function markMentions(tokens: readonly Token[], names: readonly string[]): void {
	const longestFirst = [...names].sort((one, other) => other.length - one.length);
	const mention = new RegExp(`@(?:${longestFirst.map(literally).join('|')})`, 'giu');
	for (const block of tokens) {
		if (!block.children) continue;
		block.children = block.children.flatMap((token) =>
			token.type === 'text' ? split(token, mention) : [token],
		);
	}
}

function split(token: Token, mention: RegExp): Token[] {
	const parts = token.content.split(new RegExp(`(${mention.source})`, mention.flags));
	return parts.flatMap((part, index) => {
		const text = copyOf(token, 'text', '', 0, part);
		if (index % 2 === 0) return part === '' ? [] : [text];
		return [copyOf(token, 'strong_open', 'strong', 1), text, copyOf(token, 'strong_close', 'strong', -1)];
	});
}

function copyOf(token: Token, type: string, tag: string, nesting: Token['nesting'], content = ''): Token {
	return Object.assign(Object.create(Object.getPrototypeOf(token)), token, {
		type,
		tag,
		nesting,
		content,
		attrs: null,
		children: null,
	});
}

function literally(name: string): string {
	return name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
