import { EditorState, type Transaction } from 'prosemirror-state';
import { DecorationSet } from 'prosemirror-view';
import { expect, test } from 'vitest';
import { openMarkdown } from '../../../document/markdown-document.ts';
import { placeholders } from './placeholders.ts';

const plugin = placeholders({ placeholder: 'Schreiben', titlePlaceholder: 'Titel' });

function open(markdown: string) {
	let state = EditorState.create({ doc: openMarkdown(markdown).node, plugins: [plugin] });
	return {
		change: (make: (state: EditorState) => Transaction) => (state = state.apply(make(state))),
		/** Texts before which empty words stand. */
		shown() {
			const set = plugin.props.decorations?.call(plugin, state);
			const found = set instanceof DecorationSet ? set.find() : [];
			return found.map(({ from }) => [from, state.doc.nodeAt(from)?.type.name]);
		},
	};
}

test('an empty text says what to do, until something stands in it and again when it is empty', () => {
	const text = open('');

	const before = text.shown();
	text.change(({ tr }) => tr.insertText('Wort', 1));
	const written = text.shown();
	text.change(({ tr }) => tr.delete(1, 5));

	expect(before).toEqual([[0, 'paragraph']]);
	expect(written).toEqual([]);
	expect(text.shown()).toEqual(before);
});

test('the empty title of a box keeps its words while somebody writes around it', () => {
	const text = open('Davor\n\n::: note\nInhalt\n:::\n\nDanach');
	const title = text.shown();

	text.change(({ tr }) => tr.insertText('mehr ', 11));
	text.change(({ tr }) => tr.insertText('Ganz ', 1));
	text.change(({ tr, doc }) => tr.insertText('!', doc.content.size - 1));

	expect(title).toEqual([[8, 'admonition_title']]);
	expect(text.shown()).toEqual([[13, 'admonition_title']]);
});

test('a title that gets words loses those in its place, also among other boxes', () => {
	const text = open('::: note\nEins\n:::\n\n::: tip\nZwei\n:::');

	text.change(({ tr }) => tr.insertText('Titel', 2));

	expect(text.shown()).toHaveLength(1);
	text.change(({ tr, doc }) => tr.delete(0, doc.firstChild?.nodeSize ?? 0));
	expect(text.shown()).toEqual([[1, 'admonition_title']]);
});
