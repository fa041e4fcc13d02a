import { TextSelection, type Command } from 'prosemirror-state';
import { documentSchema } from '../../../document/document-schema.ts';

const { nodes } = documentSchema;
const lists: readonly unknown[] = [nodes.bullet_list, nodes.ordered_list];

/** Below a table, a box or code that ends the text there is no line yet: the arrow makes one and goes there. */
export const writeBelow: Command = (state, dispatch, view) => {
	const { $head, empty } = state.selection;
	const last = state.doc.lastChild;
	if (!empty || !last || $head.depth === 0 || lists.includes(last.type)) return false;
	if (last.isTextblock && last.type.spec.code !== true) return false;
	const isLowest = Array.from({ length: $head.depth }, (_, depth) => depth).every((depth) => {
		const parent = $head.node(depth);
		// Cells of a row stand beside each other.
		return parent.type === nodes.table_row || $head.index(depth) === parent.childCount - 1;
	});
	if (!isLowest || view?.endOfTextblock('down') !== true) return false;
	if (dispatch) {
		const end = state.doc.content.size;
		const transaction = state.tr.insert(end, nodes.paragraph.create());
		dispatch(transaction.setSelection(TextSelection.create(transaction.doc, end + 1)).scrollIntoView());
	}
	return true;
};
