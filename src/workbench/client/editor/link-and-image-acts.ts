import { toggleMark } from 'prosemirror-commands';
import type { Mark } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { isWritableLink } from '../../../content/markdown/links.ts';
import { documentSchema } from '../../../document/document-schema.ts';
import type { EditorDialogs } from './editor-dialogs.ts';

const { marks, nodes } = documentSchema;

/** Links the selected words, or the address itself where nothing is selected; in a link, changes or removes it. */
export function editLink(dialogs: EditorDialogs): Command {
	return (state, _dispatch, view) => {
		if (!view) return false;
		const around = linkAround(state);
		void dialogs.askAddress(around ? String(around.mark.attrs['href']) : '').then((address) => {
			if (address !== null) setLink(view, around, completed(address));
			view.focus();
		});
		return true;
	};
}

/** Asks anew what a picture shows. */
export async function editImage(dialogs: EditorDialogs, view: EditorView, at: number): Promise<void> {
	const node = view.state.doc.nodeAt(at);
	if (node?.type !== nodes.image) return;
	const name = decodeURIComponent(String(node.attrs['src']).split('/').at(-1) ?? '');
	const alternative = await dialogs.askAlternative({ name, alternative: String(node.attrs['alt']) });
	if (alternative !== null) view.dispatch(view.state.tr.setNodeAttribute(at, 'alt', alternative));
	view.focus();
}

interface FoundLink {
	readonly mark: Mark;
	readonly from: number;
	readonly to: number;
}

function setLink(view: EditorView, around: FoundLink | null, href: string): void {
	const { state } = view;
	const { from, to, empty } = around ? { ...around, empty: false } : state.selection;
	const { tr } = state;
	if (href === '') {
		view.dispatch(tr.removeMark(from, to, marks.link));
		return;
	}
	if (!isWritableLink(href)) return;
	const mark = marks.link.create({ href });
	if (empty) {
		view.dispatch(
			tr.replaceSelectionWith(documentSchema.text(href, [mark]), false).removeStoredMark(marks.link),
		);
	} else if (around) view.dispatch(tr.removeMark(from, to, marks.link).addMark(from, to, mark));
	else toggleMark(marks.link, { href })(state, view.dispatch);
}

/** `landkreis.de` and `name@landkreis.de`, as people write them. */
function completed(address: string): string {
	if (address === '' || isWritableLink(address)) return address;
	if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return `mailto:${address}`;
	return /^[^\s/]+\.[^\s]+$/.test(address) ? `https://${address}` : address;
}

/** The link that the caret is in, from its first letter to its last. */
function linkAround({ selection: { $from } }: EditorState): FoundLink | null {
	const mark = marks.link.isInSet($from.marks()) ?? marks.link.isInSet($from.nodeAfter?.marks ?? []);
	if (!mark) return null;
	let end = $from.start();
	let from = end;
	for (const node of $from.parent.children) {
		const start = end;
		end += node.nodeSize;
		if (!mark.isInSet(node.marks)) {
			if (start >= $from.pos && from < start) return { mark, from, to: start };
			from = end;
		}
	}
	return { mark, from, to: end };
}
