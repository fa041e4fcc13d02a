import { Fragment, Slice } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { documentSchema } from '../../../document/document-schema.ts';
import { openMarkdown } from '../../../document/markdown-document.ts';
import { insertInline } from './offered-space.ts';

/**
 * Puts a template into the text. As in VS Code `${1:words}` is a place to fill in: its words stand there, and the
 * first of them is selected.
 */
export function insertSnippet(view: EditorView, body: string): void {
	const first = /\$\{1:([^}]*)\}/.exec(body)?.[1];
	const markdown = body.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$\d+/g, '');
	const { node } = openMarkdown(markdown);
	const { tr, selection } = view.state;
	const { $from } = selection;
	const isEmpty = $from.parent.type === documentSchema.nodes.paragraph && $from.parent.childCount === 0;
	const depth = topmost($from.depth);
	const from = isEmpty && $from.depth === depth ? $from.before(depth) : $from.after(depth);
	const to = isEmpty && $from.depth === depth ? $from.after(depth) : from;
	tr.replace(from, to, new Slice(Fragment.from(node.content), 0, 0));
	const found = first === undefined ? null : findText(tr.doc, from, first);
	tr.setSelection(
		found ? TextSelection.create(tr.doc, found.from, found.to) : TextSelection.near(tr.doc.resolve(from + 1)),
	);
	view.dispatch(tr.scrollIntoView());
}

export function insertPlaceholder(view: EditorView, name: string): void {
	insertInline(view, documentSchema.nodes.placeholder.create({ name }));
}

/** Templates hold headings and lists of their own, so they stand at the top level of the text. */
function topmost(depth: number): number {
	return Math.min(depth, 1);
}

function findText(doc: EditorView['state']['doc'], from: number, words: string) {
	let found: { from: number; to: number } | null = null;
	doc.nodesBetween(from, doc.content.size, (node, at) => {
		const index = node.isText && !found ? (node.text ?? '').indexOf(words) : -1;
		if (index >= 0) found = { from: at + index, to: at + index + words.length };
	});
	return found as { from: number; to: number } | null;
}
