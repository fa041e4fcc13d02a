import { isFormControl } from './form-control.ts';
import { labelText } from './label-text.ts';

/** Each line of an error summary begins with the name of the field that it leads to, as the page writes it. */
export function nameErrors(): void {
	for (const link of document.querySelectorAll<HTMLAnchorElement>('.error-summary a')) {
		const name = nameOf(document.getElementById(decodeURIComponent(link.hash.slice(1))));
		if (name !== '') link.prepend(`${name}: `);
	}
}

function nameOf(field: HTMLElement | null): string {
	if (field instanceof HTMLFieldSetElement) return labelText(field.querySelector('legend'));
	return isFormControl(field) ? labelText(field.labels?.[0]) : '';
}
