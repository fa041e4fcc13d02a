import { baseKeymap, chainCommands, exitCode, toggleMark } from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import { undoInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import type { Command, Plugin } from 'prosemirror-state';
import { isInTable } from 'prosemirror-tables';
import { documentSchema } from '../../../document/document-schema.ts';
import { leaveAdmonition, leaveTitle } from './admonition-acts.ts';
import { newTaskIsOpen, tickTask } from './list-acts.ts';
import { cellBelow, nextCell, previousCell } from './table-acts.ts';
import { writeBelow } from './write-below.ts';

const { nodes, marks } = documentSchema;

const lineBreak: Command = chainCommands(exitCode, (state, dispatch) => {
	// A cell and a title are one line.
	const isOneLine = isInTable(state) || state.selection.$from.parent.type !== nodes.paragraph;
	if (!isOneLine) dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
	return true;
});

const splitItem = splitListItem(nodes.list_item);

export function editorKeys(): Plugin[] {
	return [
		keymap({
			'Mod-z': undo,
			'Mod-y': redo,
			'Mod-Shift-z': redo,
			Backspace: undoInputRule,
			'Mod-b': toggleMark(marks.strong),
			'Mod-i': toggleMark(marks.em),
			'Mod-e': toggleMark(marks.code),
			Enter: chainCommands(cellBelow, leaveTitle, leaveAdmonition, (state, dispatch) =>
				newTaskIsOpen(state, dispatch, splitItem),
			),
			'Shift-Enter': lineBreak,
			'Mod-Enter': chainCommands(tickTask, lineBreak),
			Tab: chainCommands(nextCell, sinkListItem(nodes.list_item)),
			ArrowDown: writeBelow,
			'Shift-Tab': chainCommands(previousCell, liftListItem(nodes.list_item)),
		}),
		keymap(baseKeymap),
	];
}
