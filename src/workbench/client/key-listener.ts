import { strokeOf } from './key-stroke.ts';

/** How long the first key of a chord waits for the next. */
const patience = 1500;

/**
 * Hears the given keys anywhere on the page. In text fields only those with Ctrl or ⌘ count, and none while a
 * dialog is open.
 */
export function listenForKeys(
	sequences: readonly string[],
	run: (keys: string) => void,
	signal: AbortSignal,
): void {
	let begun = '';
	let timer = 0;
	const begin = (keys: string) => {
		clearTimeout(timer);
		begun = keys;
		if (keys !== '') timer = window.setTimeout(() => begin(''), patience);
	};
	document.addEventListener(
		'keydown',
		(event) => {
			const stroke = strokeOf(event);
			if (stroke === null) return;
			const typed = begun === '' ? stroke : `${begun} ${stroke}`;
			begin('');
			if (event.defaultPrevented || !isHeard(event)) return;
			if (sequences.includes(typed)) {
				event.preventDefault();
				run(typed);
			} else if (sequences.some((keys) => keys.startsWith(`${typed} `))) {
				event.preventDefault();
				begin(typed);
			}
		},
		{ signal },
	);
}

function isHeard({ target, ctrlKey, metaKey }: KeyboardEvent): boolean {
	if (document.querySelector('dialog[open]')) return false;
	return ctrlKey || metaKey || !isWriting(target);
}

function isWriting(target: EventTarget | null): boolean {
	return (
		target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
	);
}
