import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { documentSchema } from '../../../document/document-schema.ts';
import type { EditorTexts } from './editor-texts.ts';

const { nodes } = documentSchema;
const key = new PluginKey<DecorationSet>('placeholders');

type Words = Pick<EditorTexts, 'placeholder' | 'titlePlaceholder'>;

/** Words in empty places: what to do in an empty text, what belongs into the title of a box. */
export function placeholders(texts: Words): Plugin {
	return new Plugin<DecorationSet>({
		key,
		state: {
			init: (_config, { doc }) => DecorationSet.create(doc, emptyPlaces(doc, 0, doc.content.size, texts)),
			apply: (transaction, shown) => (transaction.docChanged ? lookAgain(transaction, shown, texts) : shown),
		},
		props: { decorations: (state) => key.getState(state) },
	});
}

/** Only at the blocks that changed: a key must not cost more in a longer text. */
function lookAgain(transaction: Transaction, shown: DecorationSet, texts: Words): DecorationSet {
	const { doc } = transaction;
	const range = transaction.changedRange();
	const moved = shown.map(transaction.mapping, doc);
	if (!range) return moved;
	const $from = doc.resolve(range.from);
	const $to = doc.resolve(range.to);
	const from = $from.depth === 0 ? range.from : $from.before(1);
	const to = $to.depth === 0 ? range.to : $to.after(1);
	const within = moved.find(from, to).filter((one) => one.from >= from && one.to <= to);
	return moved.remove(within).add(doc, emptyPlaces(doc, from, to, texts));
}

function emptyPlaces(doc: Node, from: number, to: number, texts: Words): Decoration[] {
	const found: Decoration[] = [];
	const { firstChild } = doc;
	if (doc.childCount === 1 && firstChild?.type === nodes.paragraph && firstChild.childCount === 0)
		found.push(Decoration.node(0, 2, { 'data-empty': texts.placeholder }));
	doc.nodesBetween(from, to, (node, at) => {
		if (node.type === nodes.admonition_title && node.childCount === 0)
			found.push(Decoration.node(at, at + node.nodeSize, { 'data-empty': texts.titlePlaceholder }));
		return !node.isTextblock;
	});
	return found;
}
