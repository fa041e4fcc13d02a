import { Plugin } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { documentSchema } from '../../../document/document-schema.ts';
import type { EditorTexts } from './editor-texts.ts';

const { nodes } = documentSchema;

/** Words in empty places: what to do in an empty text, what belongs into the title of a box. */
export function placeholders(texts: EditorTexts): Plugin {
	return new Plugin({
		props: {
			decorations({ doc }) {
				const found: Decoration[] = [];
				if (
					doc.childCount === 1 &&
					doc.firstChild?.type === nodes.paragraph &&
					doc.firstChild.childCount === 0
				) {
					found.push(Decoration.node(0, 2, { 'data-empty': texts.placeholder }));
				}
				doc.descendants((node, at) => {
					if (node.type === nodes.admonition_title && node.childCount === 0) {
						found.push(Decoration.node(at, at + node.nodeSize, { 'data-empty': texts.titlePlaceholder }));
					}
					return !node.isTextblock;
				});
				return DecorationSet.create(doc, found);
			},
		},
	});
}
