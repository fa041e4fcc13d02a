import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import type { BlockPlace } from '../../../document/markdown-document.ts';
import { announce } from '../announce.ts';
import type { EditorTexts } from './editor-texts.ts';
import type { Finding } from './findings.ts';
import { rangesIn } from './text-ranges.ts';

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
				return next ?? withoutChanged(shown.map(transaction.mapping, transaction.doc), transaction);
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

/**
 * What is being rewritten is no longer what was found. It is also no longer drawn anew with each key, which costs the
 * browser half of the key.
 */
function withoutChanged(shown: DecorationSet, transaction: Transaction): DecorationSet {
	const range = transaction.changedRange();
	return range ? shown.remove(shown.find(range.from, range.to)) : shown;
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

function marksIn(place: BlockPlace, findings: readonly Finding[]): Decoration[] {
	const rangeOf = rangesIn(place);
	return findings.flatMap((finding) => {
		const range = rangeOf(finding);
		if (!range) return [];
		return Decoration.inline(
			range.from,
			range.to,
			{ class: 'finding', 'data-severity': finding.severity, title: `${finding.text} ${finding.reason}` },
			reasonOf(finding),
		);
	});
}

type Reason = Pick<Finding, 'text' | 'reason' | 'proposal'>;

/** Without its place: a mark that says the same as before is left alone by the view. */
function reasonOf({ text, reason, proposal }: Finding): Reason {
	return { text, reason, proposal };
}

function findingAt(state: EditorState): { finding: Reason; to: number } | null {
	const { from, to } = state.selection;
	const [mark] = key.getState(state)?.find(from, to) ?? [];
	return mark ? { finding: mark.spec, to: mark.to } : null;
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
	found: { finding: Reason; to: number } | null,
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
