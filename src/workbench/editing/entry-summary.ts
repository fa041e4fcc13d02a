import type { FormField } from './form-fields.ts';

/** An entry in a line, while its controls are folded away: its first text, and the other short values. */
export function entrySummary(
	fields: readonly FormField[],
	label: (text: string) => string,
): { readonly title: string; readonly facts: string } {
	const values = fields.flatMap((field) => {
		if (field.kind === 'shared') return [];
		if (field.kind === 'number' && field.value !== '') return [`${label(field.label)}: ${field.value}`];
		return field.kind === 'text' && field.value !== '' ? [field.value] : [];
	});
	const first = fields.find(({ kind }) => kind === 'text');
	const title = first?.kind === 'text' ? first.value : '';
	return { title, facts: (title === '' ? values : values.slice(1)).join(' · ') };
}
