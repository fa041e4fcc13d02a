import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey, TextSelection, type EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import type { BlockPlace } from '../../../document/markdown-document.ts';
import { announce } from '../announce.ts';
import { alignText } from './align-text.ts';
import type { EditorTexts } from './editor-texts.ts';
import type { Finding } from './findings.ts';

const key = new PluginKey<DecorationSet>('findings');

/**
 * Underlines what checks found. Where the caret is in such a place, its reason stands below it; F8 and Shift+F8 go from
 * one to the next and say it.
 */
export function underlined(note: HTMLElement, texts: Pick<EditorTexts, 'proposal' | 'noFindings'>): Plugin {
	let isAsked = false;
	return new Plugin<DecorationSet>({
		key,
		state: {
			init: () => DecorationSet.empty,
			apply(transaction, shown) {
				const next: DecorationSet | undefined = transaction.getMeta(key);
				return next ?? shown.map(transaction.mapping, transaction.doc);
			},
		},
		props: {
			decorations: (state) => key.getState(state),
			handleKeyDown(view, event) {
				if (event.key === 'Escape' && !note.hidden) {
					note.hidden = true;
					return true;
				}
				if (event.key !== 'F8') return false;
				isAsked = true;
				goOn(view, event.shiftKey ? -1 : 1, texts);
				return true;
			},
			handleDOMEvents: {
				blur() {
					note.hidden = true;
					return false;
				},
			},
		},
		view: () => ({
			update(view, before) {
				if (before.selection.eq(view.state.selection) && key.getState(before) === key.getState(view.state))
					return;
				const finding = view.hasFocus() ? findingAt(view.state) : null;
				show(note, view, finding, texts);
				if (finding && isAsked) announce(note.textContent);
				isAsked = false;
			},
			destroy: () => void (note.hidden = true),
		}),
	});
}

/** In place of those that were underlined before. */
export function underline(
	view: EditorView,
	placesOf: (doc: Node) => readonly BlockPlace[],
	findings: readonly Finding[],
): void {
	if (findings.length === 0 && key.getState(view.state) === DecorationSet.empty) return;
	const marks = placesOf(view.state.doc).flatMap((place) => {
		const end = place.start + place.source.length;
		const within = findings.filter((one) => one.start < end && one.end > place.start);
		return within.length === 0 ? [] : marksIn(place, within);
	});
	view.dispatch(
		view.state.tr.setMeta(key, DecorationSet.create(view.state.doc, marks)).setMeta('addToHistory', false),
	);
}

function marksIn({ at, block, start, source }: BlockPlace, findings: readonly Finding[]): Decoration[] {
	const { text, positions } = textOf(block, at);
	const places = alignText(text, source);
	return findings.flatMap((finding) => {
		const inside = positions.filter((_, index) => {
			const offset = (places[index] ?? -1) + start;
			return places[index] !== -1 && offset >= finding.start && offset < finding.end;
		});
		const [first] = inside;
		const last = inside.at(-1);
		if (first === undefined || last === undefined) return [];
		return Decoration.inline(
			first,
			last + 1,
			{ class: 'finding', 'data-severity': finding.severity, title: `${finding.text} ${finding.reason}` },
			{ finding },
		);
	});
}

/** The signs of a block, each with its position in the document. */
function textOf(block: Node, at: number): { readonly text: string; readonly positions: readonly number[] } {
	let text = '';
	const positions: number[] = [];
	const take = (node: Node, position: number) => {
		if (!node.isText) return;
		text += node.text ?? '';
		for (let index = 0; index < (node.text ?? '').length; index += 1) positions.push(position + index);
	};
	block.descendants((node, offset) => take(node, at + 1 + offset));
	return { text, positions };
}

function findingAt(state: EditorState): { finding: Finding; to: number } | null {
	const { from, to } = state.selection;
	const [mark] = key.getState(state)?.find(from, to) ?? [];
	return mark ? { finding: mark.spec['finding'], to: mark.to } : null;
}

function goOn(view: EditorView, by: 1 | -1, texts: Pick<EditorTexts, 'noFindings'>): void {
	const { doc, selection, tr } = view.state;
	const marks = (key.getState(view.state)?.find() ?? []).toSorted((one, other) => one.from - other.from);
	const next =
		by === 1
			? (marks.find(({ from }) => from > selection.from) ?? marks[0])
			: (marks.findLast(({ to }) => to < selection.to) ?? marks.at(-1));
	if (!next) return announce(texts.noFindings);
	view.dispatch(tr.setSelection(TextSelection.create(doc, next.from, next.to)).scrollIntoView());
}

/** Below the last line of the place, and inside of the window. */
function show(
	note: HTMLElement,
	view: EditorView,
	found: { finding: Finding; to: number } | null,
	{ proposal }: Pick<EditorTexts, 'proposal'>,
): void {
	note.hidden = found === null;
	if (!found) return;
	const { text, reason, proposal: better } = found.finding;
	const line = Object.assign(document.createElement('b'), { textContent: `${text} ` });
	const words =
		better === null
			? []
			: [` ${proposal} `, Object.assign(document.createElement('b'), { textContent: better })];
	note.replaceChildren(line, reason, ...words);
	const { left, bottom } = view.coordsAtPos(found.to);
	const { width } = note.getBoundingClientRect();
	note.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
	note.style.top = `${bottom + 6}px`;
}
