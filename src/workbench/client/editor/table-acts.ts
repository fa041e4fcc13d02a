import { TextSelection, type Command } from 'prosemirror-state';
import { addRowAfter, goToNextCell, isInTable } from 'prosemirror-tables';
import { documentSchema } from '../../../document/document-schema.ts';
import { insertBlock } from './insert-block.ts';

const { nodes } = documentSchema;

/** Two columns, a head and two rows; in a table there is no place for another. */
export const insertTable: Command = (state, dispatch) => {
	if (isInTable(state)) return false;
	return insertBlock(() =>
		nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell), row(nodes.table_cell)]),
	)(state, dispatch);
};

/** Tab goes from cell to cell and makes a row after the last. */
export const nextCell: Command = (state, dispatch, view) => {
	if (!isInTable(state)) return false;
	if (goToNextCell(1)(state, dispatch)) return true;
	if (dispatch && view) {
		addRowAfter(state, dispatch);
		goToNextCell(1)(view.state, view.dispatch);
	}
	return true;
};

export const previousCell: Command = (state, dispatch) =>
	isInTable(state) && goToNextCell(-1)(state, dispatch);

/** Return goes to the cell below; on the last row out of the table. */
export const cellBelow: Command = (state, dispatch) => {
	const { $from } = state.selection;
	if (!isInTable(state) || $from.depth < 3) return false;
	const depth = $from.depth - 3;
	const table = $from.node(depth);
	const rowIndex = $from.index(depth);
	const column = $from.index(depth + 1);
	if (dispatch) {
		const isLast = rowIndex === table.childCount - 1;
		const transaction = state.tr;
		if (isLast) {
			const after = $from.after(depth);
			if (!state.doc.resolve(after).nodeAfter?.isTextblock)
				transaction.insert(after, nodes.paragraph.create());
			transaction.setSelection(TextSelection.near(transaction.doc.resolve(after + 1)));
		} else {
			let at = $from.after(depth + 1) + 1;
			const below = table.child(rowIndex + 1);
			for (let index = 0; index < Math.min(column, below.childCount - 1); index += 1)
				at += below.child(index).nodeSize;
			transaction.setSelection(TextSelection.near(transaction.doc.resolve(at + 1)));
		}
		dispatch(transaction.scrollIntoView());
	}
	return true;
};

function row(type: typeof nodes.table_cell) {
	return nodes.table_row.create(
		null,
		[1, 2].map(() => type.create(null, nodes.paragraph.create())),
	);
}
