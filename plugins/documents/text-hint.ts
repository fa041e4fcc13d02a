import type { TextState } from './sources/entry.ts';

/** What is said where the text of a file cannot be searched; null where there is nothing to say. */
export function textHint(state: TextState | null): string | null {
	return state === null || state === 'read' || state === 'unknown' ? null : `documents.text.${state}`;
}
