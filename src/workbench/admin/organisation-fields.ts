import type { Organisation } from '../../accounts/organisations.ts';

/** What every organisation has for placeholders. */
export const standardFields = [
	{ name: 'phone', type: 'tel' },
	{ name: 'email', type: 'email' },
	{ name: 'address', type: 'text' },
	{ name: 'website', type: 'url' },
] as const;

/** The fields that this organisation has added, called as in the placeholder. */
export function ownFields({
	fields,
}: Organisation): readonly { readonly name: string; readonly title: string }[] {
	return Object.keys(fields)
		.filter((name) => !standardFields.some((field) => field.name === name))
		.sort()
		.map((name) => ({ name, title: name.charAt(0).toUpperCase() + name.slice(1) }));
}
