/** `/feedback?item={itemId}` with what is known at the place of the menu. */
export function fillAddress(template: string, values: Readonly<Record<string, string>>): string {
	return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}
