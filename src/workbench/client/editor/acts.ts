import { lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import type { MarkType, Node, NodeType } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';
import {
	addColumnAfter,
	addRowAfter,
	deleteColumn,
	deleteRow,
	deleteTable,
	isInTable,
} from 'prosemirror-tables';
import { documentSchema } from '../../../document/document-schema.ts';
import { insertAdmonition, isInAdmonition } from './admonition-acts.ts';
import { insertBlock } from './insert-block.ts';
import { isInList, toggleList, toggleTasks } from './list-acts.ts';
import { insertTable } from './table-acts.ts';

/** Something that a button, a key or the menu of blocks does. */
export interface Act {
	readonly run: Command;
	/** Whether it holds at the selection; for acts that can be taken back by doing them again. */
	readonly isOn?: (state: EditorState) => boolean;
}

const { nodes, marks } = documentSchema;

/** By the names that stand in `data-edit` of the toolbar. */
export const acts: ReadonlyMap<string, Act> = new Map<string, Act>([
	['bold', markAct(marks.strong)],
	['italic', markAct(marks.em)],
	['strike', markAct(marks.strike)],
	['code', markAct(marks.code)],
	['paragraph', { run: setBlockType(nodes.paragraph) }],
	['heading2', headingAct(2)],
	['heading3', headingAct(3)],
	['heading4', headingAct(4)],
	['list', { run: toggleList(nodes.bullet_list), isOn: (state) => isInList(state, nodes.bullet_list) }],
	['numbered', { run: toggleList(nodes.ordered_list), isOn: (state) => isInList(state, nodes.ordered_list) }],
	['tasks', { run: toggleTasks, isOn: (state) => isInList(state, 'tasks') }],
	['quote', { run: toggleQuote, isOn: (state) => isInside(state, nodes.blockquote) }],
	['note', admonitionAct('note')],
	['tip', admonitionAct('tip')],
	['warning', admonitionAct('warning')],
	['table', { run: insertTable }],
	['rule', { run: insertBlock(() => nodes.horizontal_rule.create()) }],
	['codeBlock', { run: setBlockType(nodes.code_block), isOn: (state) => isBlock(state, nodes.code_block) }],
	['definition', { run: insertBlock(emptyDefinition) }],
	['rowAfter', { run: addRowAfter }],
	['columnAfter', { run: addColumnAfter }],
	['deleteRow', { run: deleteRow }],
	['deleteColumn', { run: deleteColumn }],
	['deleteTable', { run: deleteTable }],
	['undo', { run: undo }],
	['redo', { run: redo }],
]);

export function isTableAt(state: EditorState): boolean {
	return isInTable(state);
}

function markAct(type: MarkType): Act {
	return { run: toggleMark(type), isOn: (state) => hasMark(state, type) };
}

function hasMark({ selection, storedMarks, doc }: EditorState, type: MarkType): boolean {
	const { from, to, empty, $from } = selection;
	if (empty) return type.isInSet(storedMarks ?? $from.marks()) !== undefined;
	return doc.rangeHasMark(from, to, type);
}

/** Doing it again makes a paragraph of it. */
function headingAct(level: number): Act {
	const isOn = (state: EditorState) => isBlock(state, nodes.heading, { level });
	return {
		isOn,
		run: (state, dispatch) =>
			isOn(state)
				? setBlockType(nodes.paragraph)(state, dispatch)
				: setBlockType(nodes.heading, { level })(state, dispatch),
	};
}

function admonitionAct(kind: string): Act {
	return { run: insertAdmonition(kind), isOn: (state) => isInAdmonition(state, kind) };
}

function toggleQuote(state: EditorState, dispatch?: Parameters<Command>[1]): boolean {
	return isInside(state, nodes.blockquote)
		? lift(state, dispatch)
		: wrapIn(nodes.blockquote)(state, dispatch);
}

function emptyDefinition(): Node {
	return nodes.definition_list.create(null, [
		nodes.definition_term.create(),
		nodes.definition_description.create(null, nodes.paragraph.create()),
	]);
}

function isBlock({ selection }: EditorState, type: NodeType, attrs: Record<string, unknown> = {}): boolean {
	const { parent } = selection.$from;
	return parent.type === type && Object.entries(attrs).every(([name, value]) => parent.attrs[name] === value);
}

function isInside({ selection: { $from } }: EditorState, type: NodeType): boolean {
	return Array.from({ length: $from.depth + 1 }, (_, depth) => $from.node(depth)).some(
		(node) => node.type === type,
	);
}
