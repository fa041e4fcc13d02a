import type { Node } from 'prosemirror-model';
import {
	Selection,
	TextSelection,
	type Command,
	type EditorState,
	type Transaction,
} from 'prosemirror-state';
import { documentSchema } from '../../../document/document-schema.ts';

/** Puts a block in place of an empty paragraph or after the block that the caret is in, and the caret into it. */
export function insertBlock(create: () => Node): Command {
	return (state, dispatch) => {
		const place = placeFor(state, create());
		if (!place) return false;
		const { from, to } = place;
		const node = create();
		dispatch?.(withCaretIn(state.tr.replaceWith(from, to, node), from, node).scrollIntoView());
		return true;
	};
}

/** The innermost place that may hold such a block. */
function placeFor(
	{ selection: { $from } }: EditorState,
	{ type }: Node,
): { from: number; to: number } | null {
	for (let depth = $from.depth; depth > 0; depth -= 1) {
		const parent = $from.node(depth - 1);
		const index = $from.index(depth - 1);
		const block = $from.node(depth);
		const isEmpty = block.type === documentSchema.nodes.paragraph && block.childCount === 0;
		if (isEmpty && parent.canReplaceWith(index, index + 1, type)) {
			return { from: $from.before(depth), to: $from.after(depth) };
		}
		const after = $from.after(depth);
		if (parent.canReplaceWith(index + 1, index + 1, type)) return { from: after, to: after };
	}
	return null;
}

/** In the first text of the block; after it, in a new paragraph if need be, where it has none. */
function withCaretIn(transaction: Transaction, at: number, node: Node): Transaction {
	const hasText = node.isTextblock || node.content.size > 0;
	if (hasText) return transaction.setSelection(Selection.near(transaction.doc.resolve(at + 1)));
	const after = at + node.nodeSize;
	if (!transaction.doc.resolve(after).nodeAfter?.isTextblock) {
		transaction.insert(after, documentSchema.nodes.paragraph.create());
	}
	return transaction.setSelection(TextSelection.near(transaction.doc.resolve(after + 1)));
}
