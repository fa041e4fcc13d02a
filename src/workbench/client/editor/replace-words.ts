/** Words in the place of others, by offsets in the Markdown of a field. */
export interface Replacement {
	readonly start: number;
	readonly end: number;
	readonly words: string;
}

type TextControl = HTMLInputElement | HTMLTextAreaElement;

const name = 'replace-words';

/** The visual editor of the field does it where it knows the place: there it can be undone. */
export function replaceWords(control: TextControl, replacement: Replacement): void {
	const asked = new CustomEvent<Replacement>(name, { detail: replacement, cancelable: true });
	if (!control.dispatchEvent(asked)) return;
	control.setRangeText(replacement.words, replacement.start, replacement.end, 'end');
	control.dispatchEvent(new Event('text-replaced'));
	control.dispatchEvent(new Event('input', { bubbles: true }));
}

/** @param replace answers whether it did */
export function onReplaceWords(control: TextControl, replace: (replacement: Replacement) => boolean): void {
	control.addEventListener(name, (event) => {
		if (event instanceof CustomEvent && replace(event.detail)) event.preventDefault();
	});
}
