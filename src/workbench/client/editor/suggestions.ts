import { Plugin, PluginKey } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { announce } from '../announce.ts';
import { findOccasion, type Occasion, type Suggestion, type SuggestionSource } from './suggestion.ts';
import { createSuggestionList } from './suggestion-list.ts';

interface Parts {
	readonly sources: readonly SuggestionSource[];
	readonly list: HTMLElement;
	readonly icons: ParentNode;
	/** `{count} Vorschläge. {first}`, and what is said when there are none. */
	readonly texts: { readonly found: string; readonly nothing: string };
}

const key = new PluginKey('suggestions');

/** Offers what can stand here while a sign is typed: arrows choose, Return takes, Escape leaves. */
export function suggestions({ sources, list: element, icons, texts }: Parts): Plugin {
	let occasion: Occasion | null = null;
	/** Start of the sign that Escape has answered. */
	let dismissed: number | null = null;
	let asking: AbortController | null = null;

	const list = createSuggestionList<Suggestion>({
		element,
		icons,
		choose: (suggestion) => current && take(current, suggestion),
		changed: () => current && describe(current),
	});
	let current: EditorView | null = null;

	return new Plugin({
		key,
		props: {
			handleKeyDown(view, event) {
				if (!list.isOpen || event.isComposing) return false;
				if (event.key === 'ArrowDown') list.move(1);
				else if (event.key === 'ArrowUp') list.move(-1);
				else if ((event.key === 'Enter' || event.key === 'Tab') && list.active) take(view, list.active);
				else if (event.key === 'Escape') leave();
				else return false;
				event.preventDefault();
				return true;
			},
			handleDOMEvents: {
				blur() {
					close();
					return false;
				},
			},
		},
		view(view) {
			current = view;
			return {
				update(updated, before) {
					if (before.doc === updated.state.doc && before.selection.eq(updated.state.selection)) return;
					look(updated);
				},
				destroy: close,
			};
		},
	});

	function look(view: EditorView): void {
		const found = view.editable ? findOccasion(view.state, sources) : null;
		if (!found || found.from === dismissed) {
			if (!found) dismissed = null;
			close();
			return;
		}
		const isSame = occasion?.source === found.source && occasion.text === found.text;
		occasion = found;
		if (!isSame) void ask(view, found);
	}

	async function ask(view: EditorView, { source, text }: Occasion): Promise<void> {
		asking?.abort();
		const controller = new AbortController();
		asking = controller;
		const found = await source.find(text, controller.signal).catch(() => []);
		if (controller.signal.aborted || !occasion) return;
		element.setAttribute('aria-label', source.label);
		list.show(found, view.coordsAtPos(occasion.from));
		const [first] = found;
		announce(
			first
				? texts.found.replace('{count}', String(found.length)).replace('{first}', first.title)
				: texts.nothing,
		);
	}

	function take(view: EditorView, suggestion: Suggestion): void {
		if (!occasion) return;
		const { from, to } = occasion;
		close();
		view.dispatch(view.state.tr.delete(from, to));
		suggestion.choose(view);
		view.focus();
	}

	function leave(): void {
		dismissed = occasion?.from ?? null;
		close();
	}

	function close(): void {
		asking?.abort();
		occasion = null;
		list.hide();
	}

	function describe(view: EditorView): void {
		if (list.activeId === null) view.dom.removeAttribute('aria-activedescendant');
		else view.dom.setAttribute('aria-activedescendant', list.activeId);
	}
}
