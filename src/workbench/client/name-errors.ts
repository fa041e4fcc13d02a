/** Each line of an error summary begins with the name of the field that it leads to, as the page writes it. */
export function nameErrors(): void {
	for (const link of document.querySelectorAll<HTMLAnchorElement>('.error-summary a')) {
		const name = nameOf(document.getElementById(decodeURIComponent(link.hash.slice(1))));
		if (name !== '') link.prepend(`${name}: `);
	}
}

/** Without what else stands in the label, such as "(optional)". */
function nameOf(field: HTMLElement | null): string {
	const label = field instanceof HTMLFieldSetElement ? field.querySelector('legend') : labelOf(field);
	return label?.firstChild?.textContent?.trim() ?? '';
}

function labelOf(field: HTMLElement | null): HTMLElement | undefined {
	const isControl =
		field instanceof HTMLInputElement ||
		field instanceof HTMLSelectElement ||
		field instanceof HTMLTextAreaElement;
	return isControl ? field.labels?.[0] : undefined;
}
