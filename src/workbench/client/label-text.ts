/** What a label or a legend calls its field, without what else stands in it, such as "(optional)". */
export function labelText(label: Element | null | undefined): string {
	return label?.firstChild?.textContent?.trim() ?? '';
}
