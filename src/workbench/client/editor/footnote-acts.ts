import { TextSelection, type Command } from 'prosemirror-state';
import { documentSchema } from '../../../document/document-schema.ts';

const { nodes } = documentSchema;

/** A number here and its note at the end of the text, where the caret goes. */
export const insertFootnote: Command = (state, dispatch) => {
	const { $from } = state.selection;
	if (!$from.parent.inlineContent || $from.parent.type.spec.code) return false;
	if (dispatch) {
		const label = nextLabel(state.doc);
		const { tr } = state;
		tr.replaceSelectionWith(nodes.footnote_reference.create({ label }), false);
		const end = tr.doc.content.size;
		tr.insert(end, nodes.footnote_definition.create({ label }, nodes.paragraph.create()));
		dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(end + 2))).scrollIntoView());
	}
	return true;
};

function nextLabel(doc: Parameters<Command>[0]['doc']): string {
	const used = new Set<string>();
	doc.descendants((node) => {
		if (node.type === nodes.footnote_definition || node.type === nodes.footnote_reference) {
			used.add(String(node.attrs['label']));
		}
	});
	let number = 1;
	while (used.has(String(number))) number += 1;
	return String(number);
}
