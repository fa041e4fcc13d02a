import { createBytesFormat } from 'verbund/client/bytes';
import type { Moved, OutgoingFile } from './outgoing.ts';

/** What is said of a file that is on its way; the names are those of `Moved['state']`. */
export type FileTexts = Readonly<Record<string, string>>;

/** A line for a file, made after the template of the composer. */
export function fillFileLine(line: HTMLElement, { id, name, size }: OutgoingFile, language: string): void {
	line.dataset['file'] = id;
	const title = line.querySelector('[data-part="name"]');
	if (title) title.textContent = name;
	const bytes = line.querySelector('[data-part="size"]');
	if (bytes) bytes.textContent = createBytesFormat(language)(size);
	line.querySelector('progress')?.setAttribute('aria-label', name);
}

/** Nothing of what is said stays where it has arrived. */
export function showMoved(root: ParentNode, { id, state, share }: Moved, texts: FileTexts): void {
	const line = root.querySelector<HTMLElement>(`[data-file="${CSS.escape(id)}"]`);
	const bar = line?.querySelector('progress');
	if (!line || !bar) return;
	line.dataset['moved'] = state;
	bar.value = share;
	bar.hidden = state === 'done';
	const words = line.querySelector('[data-part="moved"]');
	if (words) words.textContent = state === 'done' ? '' : (texts[state] ?? '');
}
