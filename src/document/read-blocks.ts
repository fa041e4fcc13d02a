import type { Attrs, Node, NodeType } from 'prosemirror-model';
import { documentSchema } from './document-schema.ts';
import { readInline } from './read-inline.ts';
import { labelOf, type TokenTree } from './token-tree.ts';
import { UnknownMarkdown } from './unknown-markdown.ts';

const { nodes } = documentSchema;

/** @throws UnknownMarkdown */
export function readBlock(tree: TokenTree): Node {
	const { token, children } = tree;
	switch (token.type) {
		case 'paragraph_open':
			return readParagraph(tree);
		case 'heading_open':
			return textblock(nodes.heading, children, { level: Number(token.tag.slice(1)) });
		case 'blockquote_open':
			return container(nodes.blockquote, children);
		case 'bullet_list_open':
			return readList(nodes.bullet_list, children, {});
		case 'ordered_list_open':
			return readList(nodes.ordered_list, children, { start: Number(token.attrGet('start') ?? 1) });
		case 'code_block':
		case 'fence':
			return nodes.code_block.create({ info: token.info.trim() }, literal(token.content.replace(/\n$/, '')));
		case 'hr':
			return nodes.horizontal_rule.create();
		case 'container_admonition_open':
			return readAdmonition(tree);
		case 'dl_open':
			return nodes.definition_list.create(null, children.map(readDefinition));
		case 'table_open':
			return nodes.table.create(null, children.flatMap((part) => part.children).map(readRow));
		case 'footnote_reference_open':
			return container(nodes.footnote_definition, children, { label: labelOf(token) });
		default:
			throw new UnknownMarkdown(token.type);
	}
}

function container(type: NodeType, children: readonly TokenTree[], attrs: Attrs | null = null): Node {
	const content = children.map(readBlock);
	return type.create(attrs, content.length === 0 ? [nodes.paragraph.create()] : content);
}

function textblock(type: NodeType, children: readonly TokenTree[], attrs: Attrs | null = null): Node {
	return type.create(attrs, readInline(children[0]?.token.children ?? []));
}

function readParagraph({ children }: TokenTree): Node {
	const [inline] = children;
	if (inline?.token.type === 'item_embed')
		return nodes.item_embed.create({ reference: inline.token.content });
	return textblock(nodes.paragraph, children);
}

function readList(type: NodeType, children: readonly TokenTree[], attrs: Attrs): Node {
	return type.create({ ...attrs, tight: isTight(children) }, children.map(readItem));
}

/** `- [ ] Text` is a task, as the page reads it. */
function readItem({ children }: TokenTree): Node {
	const [first, ...rest] = container(nodes.list_item, children).children;
	const [mark, state] = /^\[([ xX])\](?: |$)/.exec(first?.firstChild?.text ?? '') ?? [];
	if (first?.type !== nodes.paragraph || mark === undefined || first.firstChild?.marks.length !== 0) {
		return nodes.list_item.create(null, first ? [first, ...rest] : rest);
	}
	return nodes.list_item.create({ checked: state !== ' ' }, [first.cut(mark.length), ...rest]);
}

function isTight(children: readonly TokenTree[]): boolean {
	const paragraphs = children
		.flatMap((entry) => entry.children)
		.filter(({ token }) => token.type === 'paragraph_open');
	return paragraphs.every(({ token }) => token.hidden);
}

function readAdmonition({ token, children }: TokenTree): Node {
	const kind = String(token.attrGet('class') ?? '').replace('admonition admonition-', '');
	const [first, ...rest] = children;
	const hasTitle = first?.token.attrGet('class') === 'admonition-title';
	const title = textblock(nodes.admonition_title, hasTitle ? first.children : []);
	const content = (hasTitle ? rest : children).map(readBlock);
	return nodes.admonition.create({ kind }, [
		title,
		...(content.length === 0 ? [nodes.paragraph.create()] : content),
	]);
}

function readDefinition(tree: TokenTree): Node {
	if (tree.token.type === 'dt_open') return textblock(nodes.definition_term, tree.children);
	return container(nodes.definition_description, tree.children, { tight: isTight([tree]) });
}

function readRow({ children }: TokenTree): Node {
	const cells = children.map(({ token, children: inline }) => {
		const [, align = null] = /text-align:(\w+)/.exec(String(token.attrGet('style') ?? '')) ?? [];
		const type = token.type === 'th_open' ? nodes.table_header : nodes.table_cell;
		return type.create({ align }, textblock(nodes.paragraph, inline));
	});
	return nodes.table_row.create(null, cells);
}

function literal(text: string): Node | null {
	return text === '' ? null : documentSchema.text(text);
}
