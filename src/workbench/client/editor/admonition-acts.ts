import type { Command, EditorState } from 'prosemirror-state';
import { TextSelection } from 'prosemirror-state';
import { findWrapping } from 'prosemirror-transform';
import { documentSchema } from '../../../document/document-schema.ts';

const { nodes } = documentSchema;

/** Puts the selected blocks into a highlighted box, changes its kind, or takes them out of it. */
export function insertAdmonition(kind: string): Command {
	return (state, dispatch) => {
		const around = admonitionAround(state);
		if (around) {
			const { node, at } = around;
			if (node.attrs['kind'] !== kind) {
				dispatch?.(state.tr.setNodeAttribute(at, 'kind', kind));
				return true;
			}
			const content = node.content.cut(node.firstChild?.nodeSize ?? 0);
			dispatch?.(state.tr.replaceWith(at, at + node.nodeSize, content).scrollIntoView());
			return true;
		}
		const range = state.selection.$from.blockRange(state.selection.$to);
		if (!range || !findWrapping(range, nodes.blockquote)) return false;
		if (!range.parent.canReplaceWith(range.startIndex, range.endIndex, nodes.admonition)) return false;
		if (dispatch) {
			const content = state.doc.slice(range.start, range.end).content;
			const box = nodes.admonition.createChecked({ kind }, [
				nodes.admonition_title.create(),
				...content.content,
			]);
			const transaction = state.tr.replaceWith(range.start, range.end, box);
			// Into the text; its title is one key up.
			const inside = range.start + 2 + (box.firstChild?.nodeSize ?? 0);
			transaction.setSelection(TextSelection.near(transaction.doc.resolve(inside)));
			dispatch(transaction.scrollIntoView());
		}
		return true;
	};
}

export function isInAdmonition(state: EditorState, kind: string): boolean {
	return admonitionAround(state)?.node.attrs['kind'] === kind;
}

/** Return in the title goes into the text. */
export const leaveTitle: Command = (state, dispatch) => {
	const { $from } = state.selection;
	if ($from.parent.type !== nodes.admonition_title) return false;
	dispatch?.(
		state.tr.setSelection(TextSelection.near(state.doc.resolve($from.after() + 1))).scrollIntoView(),
	);
	return true;
};

/** Return on an empty last paragraph goes on below the box. */
export const leaveAdmonition: Command = (state, dispatch) => {
	const { $from, empty } = state.selection;
	const box = $from.depth > 1 ? $from.node(-1) : null;
	const isLast =
		box?.type === nodes.admonition && $from.index(-1) === box.childCount - 1 && box.childCount > 2;
	if (!empty || !isLast || $from.parent.content.size > 0) return false;
	if (dispatch) {
		const transaction = state.tr.delete($from.before(), $from.after());
		const after = transaction.mapping.map($from.after(-1));
		transaction.insert(after, nodes.paragraph.create());
		dispatch(
			transaction.setSelection(TextSelection.near(transaction.doc.resolve(after + 1))).scrollIntoView(),
		);
	}
	return true;
};

function admonitionAround({ selection: { $from } }: EditorState) {
	for (let depth = $from.depth; depth > 0; depth -= 1) {
		const node = $from.node(depth);
		if (node.type === nodes.admonition) return { node, at: $from.before(depth) };
	}
	return null;
}
