import type { Node } from 'prosemirror-model';
import type { EditorView, NodeViewConstructor } from 'prosemirror-view';
import { isImageSource } from '../../../content/markdown/images.ts';
import type { EditorTexts } from './editor-texts.ts';

interface Parts {
	readonly texts: EditorTexts;
	/** Titles of linked items by their reference. */
	readonly titles: ReadonlyMap<string, string>;
	editImage(view: EditorView, at: number): void;
	/** What stands in the page for a placeholder of the organisation, in words. */
	readonly placeholders: ReadonlyMap<string, string>;
}

/** How parts look that are more than text. */
export function nodeViews({
	texts,
	titles,
	editImage,
	placeholders,
}: Parts): Record<string, NodeViewConstructor> {
	return {
		list_item: (node, view, getPos) => (node.attrs['checked'] === null ? item() : task(node, view, getPos)),
		image: (node, view, getPos) => image(node, () => editImage(view, getPos() ?? 0)),
		item_link: (node) => chip('item-link', titleOf(node), String(node.attrs['reference'])),
		item_embed: (node) => embed(node),
		placeholder: (node) => {
			const name = String(node.attrs['name']);
			return chip('placeholder', placeholders.get(name) ?? name, `{{${name}}}`);
		},
		footnote_reference: (node) => chip('footnote', String(node.attrs['label']), texts.footnote),
		footnote_definition: (node) => labelled('footnote', `${texts.footnote} ${String(node.attrs['label'])}`),
		raw_block: () => labelled('raw', texts.raw, 'pre'),
		table: () => boxed(),
	};

	function titleOf({ attrs }: Node): string {
		if (attrs['label'] !== '') return String(attrs['label']);
		return titles.get(String(attrs['reference'])) ?? texts.itemUnknown;
	}

	function item() {
		const dom = document.createElement('li');
		return {
			dom,
			contentDOM: dom,
			update: (node: Node) => node.attrs['checked'] === null && node.type.name === 'list_item',
		};
	}

	function task(node: Node, view: EditorView, getPos: () => number | undefined) {
		const dom = document.createElement('li');
		dom.className = 'task';
		const box = document.createElement('input');
		box.type = 'checkbox';
		box.contentEditable = 'false';
		box.tabIndex = -1;
		box.setAttribute('aria-label', texts.task);
		const contentDOM = document.createElement('div');
		dom.append(box, contentDOM);
		show(node);
		box.addEventListener('mousedown', (event) => event.preventDefault());
		box.addEventListener('change', () => {
			const at = getPos();
			if (at !== undefined) view.dispatch(view.state.tr.setNodeAttribute(at, 'checked', box.checked));
		});
		return {
			dom,
			contentDOM,
			update(next: Node) {
				if (next.type.name !== 'list_item' || next.attrs['checked'] === null) return false;
				show(next);
				return true;
			},
			ignoreMutation: (mutation: { target: globalThis.Node }) => mutation.target === box,
			stopEvent: (event: Event) => event.target === box,
		};

		function show({ attrs }: Node): void {
			box.checked = attrs['checked'] === true;
		}
	}

	function image({ attrs }: Node, edit: () => void) {
		const source = String(attrs['src']);
		const alt = String(attrs['alt']);
		if (!isImageSource(source)) return chip('image', alt === '' ? source : alt, texts.imageElsewhere);
		const dom = document.createElement('span');
		dom.className = 'editor-image';
		const picture = document.createElement('img');
		picture.src = source;
		picture.alt = alt;
		const words = document.createElement('button');
		words.type = 'button';
		words.tabIndex = -1;
		words.textContent = alt === '' ? texts.altMissing : alt;
		words.toggleAttribute('data-missing', alt === '');
		words.addEventListener('click', edit);
		dom.append(picture, words);
		return { dom, stopEvent: (event: Event) => event.target === words };
	}

	function embed({ attrs }: Node) {
		const dom = document.createElement('div');
		const reference = String(attrs['reference']);
		dom.className = 'editor-embed';
		dom.textContent = `${texts.embed} ${titles.get(reference) ?? texts.itemUnknown}`;
		dom.title = reference;
		return { dom };
	}
}

function chip(kind: string, words: string, explained: string) {
	const dom = document.createElement(kind === 'footnote' ? 'sup' : 'span');
	dom.className = 'editor-chip';
	dom.dataset['kind'] = kind;
	dom.textContent = words;
	dom.title = explained;
	return { dom };
}

/** In a box of its own, for what is far from the window is passed over in laying out, and of a table itself nothing is. */
function boxed() {
	const dom = document.createElement('div');
	const table = document.createElement('table');
	const contentDOM = document.createElement('tbody');
	table.append(contentDOM);
	dom.append(table);
	return { dom, contentDOM };
}

/** A block with a line above it that says what it is. */
function labelled(kind: string, words: string, tag = 'div') {
	const dom = document.createElement('div');
	dom.className = 'editor-labelled';
	dom.dataset['kind'] = kind;
	const label = document.createElement('span');
	label.textContent = words;
	label.contentEditable = 'false';
	const contentDOM = document.createElement(tag);
	dom.append(label, contentDOM);
	return {
		dom,
		contentDOM,
		ignoreMutation: (mutation: { target: globalThis.Node }) => label.contains(mutation.target),
	};
}
