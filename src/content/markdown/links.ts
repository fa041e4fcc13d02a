import type { Token } from 'markdown-it';
import { itemTarget, type ItemTarget } from './item-references.ts';
import { plainText } from './plain-text.ts';

/** Where the HTML may lead: the web, mail, telephone, this hub, this page. */
export function isSafeLink(href: string): boolean {
	return /^(?:https?:\/\/[^/\\]|mailto:[^/\\]|tel:[+0-9]|\/(?![/\\])|#)/i.test(href) && !hasBlank(href);
}

/** What an author may write: the same, and `item:<reference>`. */
export function isWritableLink(href: string): boolean {
	return (href.length <= 2048 && isSafeLink(href)) || itemTarget(href) !== null;
}

export function isExternal(href: string): boolean {
	return /^https?:/i.test(href);
}

/** `[Text](item:…)` and `[Text](/i/…)` become one item link token, as `[[…|Text]]` is one from the start. */
export function replaceItemLinks(tokens: readonly Token[]): void {
	for (const block of tokens) {
		if (block.children?.some(targetOf)) block.children = withItemLinks(block.children);
	}
}

export function markExternalLinks(tokens: readonly Token[]): void {
	for (const link of linksIn(tokens)) {
		if (isExternal(hrefOf(link))) link.attrSet('rel', 'noopener noreferrer');
	}
}

/** Headings get prefixed ids; `[below](#documents)` reaches the heading "Documents" all the same. */
export function aimAtHeadings(tokens: readonly Token[], headingId: (fragment: string) => string | null): void {
	for (const link of linksIn(tokens)) {
		const id = hrefOf(link).startsWith('#') ? headingId(hrefOf(link).slice(1)) : null;
		if (id !== null) link.attrSet('href', `#${id}`);
	}
}

function hrefOf(token: Token): string {
	return String(token.attrGet('href') ?? '');
}

function linksIn(tokens: readonly Token[]): Token[] {
	return tokens.flatMap((block) => block.children?.filter((token) => token.type === 'link_open') ?? []);
}

function targetOf(token: Token): ItemTarget | null {
	return token.type === 'link_open' ? itemTarget(hrefOf(token)) : null;
}

/** Links do not stand in links, so the next closing token belongs to the opening one. */
function withItemLinks(children: readonly Token[]): Token[] {
	const result: Token[] = [];
	let target: ItemTarget | null = null;
	let link: Token | null = null;
	let label: Token[] = [];
	for (const token of children) {
		if (link && target) {
			if (token.type !== 'link_close') {
				label.push(token);
				continue;
			}
			result.push(asItemLink(link, target, label));
			link = null;
			continue;
		}
		target = targetOf(token);
		if (target) {
			link = token;
			label = [];
		} else {
			result.push(token);
		}
	}
	return result;
}

function asItemLink(token: Token, target: ItemTarget, label: readonly Token[]): Token {
	const writtenAsAddress = token.info === 'auto';
	token.type = 'item_link';
	token.nesting = 0;
	token.content = target.reference;
	token.info = writtenAsAddress ? '' : plainText(label);
	token.attrs = target.fragment === null ? null : [['fragment', target.fragment]];
	return token;
}

function hasBlank(href: string): boolean {
	 
	return /[\u0000-\u0020\u007F]/.test(href);
}
