import type { Token } from 'markdown-it';
import type { Mark, Node } from 'prosemirror-model';
import { plainText } from '../content/markdown/plain-text.ts';
import { documentSchema } from './document-schema.ts';
import { labelOf } from './token-tree.ts';
import { UnknownMarkdown } from './unknown-markdown.ts';

const { nodes, marks } = documentSchema;

/** @throws UnknownMarkdown */
export function readInline(tokens: readonly Token[]): Node[] {
	const content: Node[] = [];
	let active: readonly Mark[] = [];
	tokens.forEach((token, index) => {
		const opened = openedMark(token, tokens[index + 1]);
		// Bold in bold is one bold to the editor, and would end too early.
		if (opened?.type.isInSet(active)) throw new UnknownMarkdown(token.type);
		if (opened) active = opened.addToSet(active);
		else if (token.nesting === -1) active = closed(active, token);
		else {
			const node = leaf(token);
			if (node)
				content.push(node.mark(token.type === 'code_inline' ? marks.code.create().addToSet(active) : active));
		}
	});
	return joined(content);
}

const markNames = { strong: marks.strong, em: marks.em, s: marks.strike, link: marks.link } as const;

function openedMark(token: Token, next: Token | undefined): Mark | null {
	switch (token.type) {
		case 'strong_open':
			return marks.strong.create();
		case 'em_open':
			return marks.em.create();
		case 's_open':
			return marks.strike.create();
		case 'link_open':
			return marks.link.create({
				href: String(token.attrGet('href') ?? ''),
				title: String(token.attrGet('title') ?? ''),
				written: token.info === 'auto' ? (next?.content ?? '') : '',
			});
		default:
			return null;
	}
}

function closed(active: readonly Mark[], token: Token): readonly Mark[] {
	const name = token.type.replace('_close', '');
	const type = Object.entries(markNames).find(([known]) => known === name)?.[1];
	if (!type) throw new UnknownMarkdown(token.type);
	return type.removeFromSet(active);
}

function leaf(token: Token): Node | null {
	switch (token.type) {
		case 'text':
		case 'text_special':
			return token.content === '' ? null : documentSchema.text(token.content);
		case 'code_inline':
			return token.content === '' ? null : documentSchema.text(token.content);
		case 'softbreak':
			return documentSchema.text(' ');
		case 'hardbreak':
			return nodes.hard_break.create();
		case 'image':
			return nodes.image.create({
				src: String(token.attrGet('src') ?? ''),
				alt: plainText(token.children ?? []),
				title: String(token.attrGet('title') ?? ''),
			});
		case 'placeholder':
			return nodes.placeholder.create({ name: token.content });
		case 'item_link':
			return nodes.item_link.create({
				reference: token.content,
				label: token.info,
				fragment: String(token.attrGet('fragment') ?? ''),
			});
		case 'footnote_ref':
			return nodes.footnote_reference.create({ label: labelOf(token) });
		default:
			throw new UnknownMarkdown(token.type);
	}
}

/** Neighbouring texts with the same marks are one, as the editor would make them. */
function joined(content: readonly Node[]): Node[] {
	const result: Node[] = [];
	for (const node of content) {
		const last = result.at(-1);
		if (last?.isText && node.isText && last.sameMarkup(node)) {
			result[result.length - 1] = documentSchema.text(`${last.text ?? ''}${node.text ?? ''}`, node.marks);
		} else result.push(node);
	}
	return result;
}
