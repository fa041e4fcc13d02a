import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { documentSchema } from '../../../document/document-schema.ts';

/** Where a space stands that nobody typed. */
const key = new PluginKey<number | null>('offered-space');

/** A space or a mark of punctuation that is typed next takes the place of the space behind what was chosen. */
export function offeredSpace(): Plugin<number | null> {
	return new Plugin<number | null>({
		key,
		state: {
			init: () => null,
			apply(transaction, offered) {
				const next: number | undefined = transaction.getMeta(key);
				if (next !== undefined) return next;
				return transaction.docChanged || transaction.selectionSet ? null : offered;
			},
		},
		props: {
			handleTextInput(view, from, to, text) {
				const offered = key.getState(view.state);
				if (typeof offered !== 'number' || from !== offered + 1 || to !== from) return false;
				if (!/^[\s.,;:!?)\]]/.test(text)) return false;
				view.dispatch(view.state.tr.insertText(text, offered, from));
				return true;
			},
		},
	});
}

/** At the caret, with a space behind it where none is. */
export function insertInline(view: EditorView, node: Node): void {
	const { tr } = view.state;
	const { from } = view.state.selection;
	tr.insert(from, node);
	const after = from + node.nodeSize;
	if (!/^\s/.test(tr.doc.resolve(after).nodeAfter?.text ?? '')) tr.insertText(' ', after).setMeta(key, after);
	view.dispatch(tr.removeStoredMark(documentSchema.marks.link).scrollIntoView());
}
