import { Fragment, Slice, type Node } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import { documentSchema } from '../../../document/document-schema.ts';
import { openMarkdown } from '../../../document/markdown-document.ts';
import { withTableHeads } from '../../../document/table-heads.ts';
import { cleanPastedHtml, hasForeignPictures, hasWords } from './clean-paste.ts';

const { nodes } = documentSchema;

interface Parts {
	takeFiles(files: readonly File[], at: number): void;
	/** Pictures of what was pasted did not come along. */
	leftPictures(): void;
}

/** Files become attachments; HTML is cleaned; plain text is read as Markdown where it looks like it. */
export function pasteHandling({ takeFiles, leftPictures }: Parts): Plugin {
	return new Plugin({
		props: {
			transformPastedHTML: cleanPastedHtml,
			transformPasted: (slice) => new Slice(withTableHeads(slice.content), slice.openStart, slice.openEnd),
			clipboardTextParser: (text) => parseText(text),
			clipboardTextSerializer: (slice) => toText(slice),
			handlePaste(view, event) {
				const files = filesOf(event.clipboardData);
				const html = event.clipboardData?.getData('text/html') ?? '';
				// Word brings a picture of the text beside the text.
				if (files.length === 0 || hasWords(html)) {
					// What changes the text takes away what was said before.
					if (hasForeignPictures(html)) setTimeout(leftPictures);
					return false;
				}
				takeFiles(files, view.state.selection.from);
				return true;
			},
			handleDrop(view, event, _slice, moved) {
				const files = filesOf(event.dataTransfer);
				if (moved || files.length === 0) return false;
				event.preventDefault();
				const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
				takeFiles(files, at ?? view.state.selection.from);
				return true;
			},
		},
	});
}

function filesOf(data: DataTransfer | null): File[] {
	return [...(data?.files ?? [])];
}

function parseText(text: string): Slice {
	const normal = text.replace(/\r\n?/g, '\n');
	if (looksLikeMarkdown.test(normal)) {
		const { content } = openMarkdown(normal).node;
		return new Slice(content, openDepth(content.firstChild), openDepth(content.lastChild));
	}
	const paragraphs = normal
		.split(/\n+/)
		.map((line) => nodes.paragraph.create(null, line === '' ? null : documentSchema.text(line)));
	return new Slice(Fragment.from(paragraphs), 1, 1);
}

const looksLikeMarkdown =
	/^#{1,6} \S|^\s*(?:[-*+]|\d{1,3}[.)]) \S|^> |^\|.*\|\s*$|^:::|^```|\*\*\S|\]\(\S|\[\[[\w/-]+(?:\||\]\])|\{\{[\w.]+\}\}/m;

function openDepth(node: Node | null): number {
	return node?.type === nodes.paragraph ? 1 : 0;
}

function toText(slice: Slice): string {
	const only = slice.content.childCount === 1 ? slice.content.firstChild : null;
	if (only?.isTextblock) return only.textBetween(0, only.content.size, '\n', '\n');
	const doc = nodes.doc.createAndFill(null, slice.content);
	return doc ? openMarkdown('').write(doc) : slice.content.textBetween(0, slice.content.size, '\n\n', '\n');
}
