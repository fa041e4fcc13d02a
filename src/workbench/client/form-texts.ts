import { isFormControl, type FormControl } from './form-control.ts';

/** What stands in the controls of a form, by their names. */
export type FormTexts = Readonly<Record<string, string>>;

export function textsOf(form: HTMLFormElement): FormTexts {
	return Object.fromEntries(textControls(form).map(({ name, value }) => [name, value]));
}

export function hasTexts(form: HTMLFormElement, texts: FormTexts): boolean {
	const shown = textsOf(form);
	const names = new Set([...Object.keys(shown), ...Object.keys(texts)]);
	return [...names].every((name) => (texts[name] ?? '') === (shown[name] ?? ''));
}

export function fillForm(form: HTMLFormElement, texts: FormTexts): void {
	// Lists make room for their entries first.
	form.dispatchEvent(new CustomEvent('draft-restore', { detail: Object.keys(texts) }));
	for (const control of textControls(form)) {
		control.value = texts[control.name] ?? control.value;
		control.dispatchEvent(new Event('input', { bubbles: true }));
		control.dispatchEvent(new Event('text-replaced'));
	}
}

/** Never passwords, files or hidden values. */
function textControls(form: HTMLFormElement): FormControl[] {
	return [...form.elements]
		.filter(isFormControl)
		.filter((control) => !(control instanceof HTMLInputElement) || textInputs.includes(control.type))
		.filter(({ name }) => name !== '' && !steering.test(name));
}

const textInputs = ['text', 'url', 'email', 'tel', 'number', 'date', 'search'];

/** Places and removals of entries, which the list itself knows with script. */
const steering = /(?:^|\.)_/;
