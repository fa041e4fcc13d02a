import { Schema, type DOMOutputSpec, type MarkSpec, type NodeSpec } from 'prosemirror-model';
import { tableNodes } from 'prosemirror-tables';

const text = { default: '' };
const block = { group: 'block' } as const;

/** A node whose attributes show as `data-*`, so that what was copied can be pasted. */
function element(
	tag: string,
	names: readonly string[],
	content?: 0,
): Pick<NodeSpec, 'attrs' | 'toDOM' | 'parseDOM'> {
	const [name = tag, kind = ''] = tag.split('.');
	return {
		attrs: Object.fromEntries(names.map((attribute) => [attribute, text])),
		toDOM: ({ attrs }): DOMOutputSpec => {
			const data = Object.fromEntries(
				names.map((attribute) => [`data-${attribute}`, String(attrs[attribute])]),
			);
			return content === undefined
				? [name, { 'data-node': kind, ...data }]
				: [name, { 'data-node': kind, ...data }, content];
		},
		parseDOM: [
			{
				tag: `${name}[data-node="${kind}"]`,
				getAttrs: (dom) =>
					Object.fromEntries(
						names.map((attribute) => [attribute, dom.getAttribute(`data-${attribute}`) ?? '']),
					),
			},
		],
	};
}

const tables = tableNodes({
	tableGroup: 'block',
	cellContent: 'paragraph',
	cellAttributes: {
		align: {
			default: null,
			getFromDOM: (cell) => cell.getAttribute('data-align'),
			setDOMAttr: (value, attributes) => {
				if (typeof value === 'string') attributes['data-align'] = value;
			},
		},
	},
});

const listItem: NodeSpec = {
	content: 'block+',
	defining: true,
	attrs: { checked: { default: null } },
	parseDOM: [
		{
			tag: 'li',
			getAttrs: (dom) => {
				const box = dom.getAttribute('data-checked');
				return { checked: box === null ? null : box === 'true' };
			},
		},
	],
	toDOM: ({ attrs }) =>
		attrs['checked'] === null ? ['li', 0] : ['li', { 'data-checked': String(attrs['checked']) }, 0],
};

const nodes = {
	doc: { content: 'block+' },
	paragraph: { ...block, content: 'inline*', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
	heading: {
		...block,
		content: 'inline*',
		defining: true,
		attrs: { level: { default: 2 } },
		// The page's title is its h1; in the text h1 counts as h2.
		parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.max(level, 2) } })),
		toDOM: ({ attrs }) => [`h${Math.max(2, Number(attrs['level']))}`, 0],
	},
	blockquote: {
		...block,
		content: 'block+',
		defining: true,
		parseDOM: [{ tag: 'blockquote' }],
		toDOM: () => ['blockquote', 0],
	},
	bullet_list: {
		...block,
		content: 'list_item+',
		attrs: { tight: { default: true } },
		parseDOM: [{ tag: 'ul' }],
		toDOM: () => ['ul', 0],
	},
	ordered_list: {
		...block,
		content: 'list_item+',
		attrs: { start: { default: 1 }, tight: { default: true } },
		parseDOM: [{ tag: 'ol', getAttrs: (dom) => ({ start: Number(dom.getAttribute('start') ?? 1) || 1 }) }],
		toDOM: ({ attrs }) => ['ol', attrs['start'] === 1 ? {} : { start: String(attrs['start']) }, 0],
	},
	list_item: listItem,
	code_block: {
		...block,
		content: 'text*',
		marks: '',
		code: true,
		defining: true,
		attrs: { info: text },
		parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
		toDOM: () => ['pre', ['code', 0]],
	},
	horizontal_rule: { ...block, parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
	admonition: {
		...block,
		content: 'admonition_title block+',
		defining: true,
		isolating: true,
		attrs: { kind: { default: 'note' } },
		parseDOM: [{ tag: 'aside[data-kind]', getAttrs: (dom) => ({ kind: dom.getAttribute('data-kind') }) }],
		toDOM: ({ attrs }) => [
			'aside',
			{ class: `admonition admonition-${attrs['kind']}`, 'data-kind': attrs['kind'] },
			0,
		],
	},
	admonition_title: {
		content: 'inline*',
		defining: true,
		parseDOM: [{ tag: 'p.admonition-title', priority: 60 }],
		toDOM: () => ['p', { class: 'admonition-title' }, 0],
	},
	definition_list: {
		...block,
		content: '(definition_term | definition_description)+',
		parseDOM: [{ tag: 'dl' }],
		toDOM: () => ['dl', 0],
	},
	definition_term: { content: 'inline*', parseDOM: [{ tag: 'dt' }], toDOM: () => ['dt', 0] },
	definition_description: {
		content: 'block+',
		attrs: { tight: { default: true } },
		parseDOM: [{ tag: 'dd' }],
		toDOM: () => ['dd', 0],
	},
	footnote_definition: {
		...block,
		...element('div.footnote', ['label'], 0),
		content: 'block+',
		isolating: true,
	},
	item_embed: { ...block, ...element('div.item-embed', ['reference']), atom: true },
	/** Markdown that the editor has no form for; it stays as it was written. */
	raw_block: {
		...block,
		content: 'text*',
		marks: '',
		code: true,
		defining: true,
		isolating: true,
		parseDOM: [{ tag: 'pre[data-node=raw]', preserveWhitespace: 'full', priority: 60 }],
		toDOM: () => ['pre', { 'data-node': 'raw' }, 0],
	},
	...tables,
	text: { group: 'inline' },
	hard_break: {
		group: 'inline',
		inline: true,
		selectable: false,
		parseDOM: [{ tag: 'br' }],
		toDOM: () => ['br'],
	},
	image: {
		group: 'inline',
		inline: true,
		draggable: true,
		attrs: { src: text, alt: text, title: text },
		parseDOM: [
			{
				// Pictures of other hosts cannot be shown; pasting leaves them out.
				tag: 'img[src^="/files/"]',
				getAttrs: (dom) => ({
					src: dom.getAttribute('src'),
					alt: dom.getAttribute('alt') ?? '',
					title: dom.getAttribute('title') ?? '',
				}),
			},
		],
		toDOM: ({ attrs }) => ['img', { src: attrs['src'], alt: attrs['alt'] }],
	},
	placeholder: { group: 'inline', inline: true, atom: true, ...element('span.placeholder', ['name']) },
	item_link: {
		group: 'inline',
		inline: true,
		atom: true,
		...element('span.item-link', ['reference', 'label', 'fragment']),
	},
	footnote_reference: {
		group: 'inline',
		inline: true,
		atom: true,
		...element('sup.footnote-reference', ['label']),
	},
} satisfies Record<string, NodeSpec>;

const marks = {
	link: {
		inclusive: false,
		// `written` is the address as it stood in the text, where it stood there without a label.
		attrs: { href: text, title: text, written: text },
		parseDOM: [
			{
				tag: 'a[href]',
				getAttrs: (dom) => ({
					href: dom.getAttribute('href'),
					title: dom.getAttribute('title') ?? '',
					written: '',
				}),
			},
		],
		toDOM: ({ attrs }) => ['a', { href: attrs['href'], rel: 'noopener' }, 0],
	},
	strong: {
		parseDOM: [{ tag: 'strong' }, { tag: 'b' }],
		toDOM: () => ['strong', 0],
	},
	em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
	strike: { parseDOM: [{ tag: 's' }, { tag: 'del' }], toDOM: () => ['s', 0] },
	code: { code: true, parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
} satisfies Record<string, MarkSpec>;

/** What a text of Verbund can consist of, as the editor holds it. */
export const documentSchema = new Schema<
	keyof typeof nodes | 'table' | 'table_row' | 'table_cell' | 'table_header',
	keyof typeof marks
>({
	nodes,
	marks,
});
