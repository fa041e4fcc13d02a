export type FormControl = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** True for what a person fills in. */
export function isFormControl(element: Element | null): element is FormControl {
	return (
		element instanceof HTMLInputElement ||
		element instanceof HTMLSelectElement ||
		element instanceof HTMLTextAreaElement
	);
}
