import type { Organisation } from '../../accounts/organisations.ts';

/** What every organisation has for placeholders. */
export const standardFields = [
	{ name: 'phone', type: 'tel' },
	{ name: 'email', type: 'email' },
	{ name: 'address', type: 'text' },
	{ name: 'website', type: 'url' },
] as const;

/** Names of the fields that this organisation has added. */
export function ownFields({ fields }: Organisation): readonly string[] {
	return Object.keys(fields)
		.filter((name) => !standardFields.some((field) => field.name === name))
		.sort();
}
