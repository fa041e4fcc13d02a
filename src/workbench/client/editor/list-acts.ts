import type { Node, NodeType } from 'prosemirror-model';
import { liftListItem, wrapInList } from 'prosemirror-schema-list';
import type { Command, EditorState } from 'prosemirror-state';
import { documentSchema } from '../../../document/document-schema.ts';

const { nodes } = documentSchema;

/** Makes a list of the selected blocks, changes the kind of the list around them, or ends it. */
export function toggleList(type: NodeType): Command {
	return (state, dispatch) => {
		const list = listAround(state);
		if (!list) return wrapInList(type)(state, dispatch);
		if (list.node.type === type && !hasTasks(list.node))
			return liftListItem(nodes.list_item)(state, dispatch);
		if (dispatch) {
			const { tr } = state;
			tr.setNodeMarkup(list.at, type, { tight: list.node.attrs['tight'] });
			eachItem(list, (at) => tr.setNodeAttribute(at, 'checked', null));
			dispatch(tr);
		}
		return true;
	};
}

/** A list whose points can be ticked off. */
export const toggleTasks: Command = (state, dispatch) => {
	const list = listAround(state);
	if (!list) {
		return wrapInList(nodes.bullet_list)(
			state,
			dispatch &&
				((transaction) => {
					const made = listAround(state.apply(transaction));
					if (made) eachItem(made, (at) => transaction.setNodeAttribute(at, 'checked', false));
					dispatch(transaction);
				}),
		);
	}
	if (dispatch) {
		const { tr } = state;
		const checked = hasTasks(list.node) ? null : false;
		eachItem(list, (at) => tr.setNodeAttribute(at, 'checked', checked));
		dispatch(tr);
	}
	return true;
};

/** Ticks the task that the caret is in, or takes the tick away. */
export const tickTask: Command = (state, dispatch) => {
	const { $from } = state.selection;
	const depth = depthOf($from.depth, (at) => $from.node(at).type === nodes.list_item);
	if (depth === null) return false;
	const { checked } = $from.node(depth).attrs;
	if (checked === null) return false;
	dispatch?.(state.tr.setNodeAttribute($from.before(depth), 'checked', !checked));
	return true;
};

/** A new point of a list of tasks is a task that is not done. */
export function newTaskIsOpen(state: EditorState, dispatch: Parameters<Command>[1], split: Command): boolean {
	return split(
		state,
		dispatch &&
			((transaction) => {
				const { $from } = transaction.selection;
				const depth = depthOf($from.depth, (at) => $from.node(at).type === nodes.list_item);
				if (depth !== null && $from.node(depth).attrs['checked'] === true) {
					transaction.setNodeAttribute($from.before(depth), 'checked', false);
				}
				dispatch(transaction);
			}),
	);
}

export function isInList(state: EditorState, type: NodeType | 'tasks'): boolean {
	const list = listAround(state);
	if (!list) return false;
	const isTasks = hasTasks(list.node);
	return type === 'tasks' ? isTasks : list.node.type === type && !isTasks;
}

interface FoundList {
	readonly node: Node;
	/** Position before it. */
	readonly at: number;
}

function listAround({ selection: { $from } }: EditorState): FoundList | null {
	const depth = depthOf($from.depth, (at) =>
		[nodes.bullet_list, nodes.ordered_list].some((type) => $from.node(at).type === type),
	);
	return depth === null ? null : { node: $from.node(depth), at: $from.before(depth) };
}

function depthOf(deepest: number, isIt: (depth: number) => boolean): number | null {
	for (let depth = deepest; depth > 0; depth -= 1) if (isIt(depth)) return depth;
	return null;
}

function hasTasks(list: Node): boolean {
	return list.firstChild?.attrs['checked'] !== null;
}

function eachItem({ node, at }: FoundList, act: (at: number) => void): void {
	node.forEach((_item, offset) => act(at + 1 + offset));
}
