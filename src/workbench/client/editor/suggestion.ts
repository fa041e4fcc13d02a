import type { EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { ListedSuggestion } from './suggestion-list.ts';

export interface Suggestion extends ListedSuggestion {
	/** Does it; what was typed to find it is gone by then. */
	choose(view: EditorView): void;
}

/** What is looked for while something is typed behind a sign: `/`, `@`, `[[`. */
export interface SuggestionSource {
	/** Matches the text before the caret up to its end; the first group is what is looked for. */
	readonly pattern: RegExp;
	/** Name of the list for screen readers. */
	readonly label: string;
	/** Whether it makes sense at this place. */
	readonly allowed?: (state: EditorState) => boolean;
	find(text: string, signal: AbortSignal): Promise<readonly Suggestion[]>;
}

/** Where a source found its sign. */
export interface Occasion {
	readonly source: SuggestionSource;
	readonly text: string;
	readonly from: number;
	readonly to: number;
}

const longest = 80;

/** The source whose sign stands before the caret, if one does. */
export function findOccasion(state: EditorState, sources: readonly SuggestionSource[]): Occasion | null {
	const { $from, empty } = state.selection;
	const { parent, parentOffset } = $from;
	if (!empty || !parent.isTextblock || parent.type.spec.code) return null;
	const before = parent.textBetween(Math.max(0, parentOffset - longest), parentOffset, undefined, '\uFFFC');
	for (const source of sources) {
		const match = source.pattern.exec(before);
		if (!match || source.allowed?.(state) === false) continue;
		const [whole, text = ''] = match;
		return { source, text, from: $from.pos - whole.trimStart().length, to: $from.pos };
	}
	return null;
}
