import { z, type FieldValues } from 'verbund';
import { addressIn } from './address-pattern.ts';
import type { System } from './systems.ts';

const schema = z.object({
	system: z.string().catch(''),
	reference: z.string().catch(''),
	address: z.string().catch(''),
	owner: z.string().catch(''),
});

/** What a link says about where its document lives. */
export interface DocumentLink {
	/** Null for an address of its own, and for a system that is not set up. */
	readonly system: System | null;
	/** Number or name under which the system knows it. */
	readonly reference: string;
	/** Who is in charge of it there. */
	readonly owner: string;
	/** Null where it leads nowhere: the system is not set up, or nothing was filled in. */
	readonly url: string | null;
}

export function toDocumentLink(
	{ organisationId, fields }: { readonly organisationId: string; readonly fields: FieldValues },
	systems: readonly System[],
): DocumentLink {
	const { system: slug, reference, address, owner } = schema.parse(fields);
	const named = systems.filter((one) => one.slug === slug.trim().toLowerCase());
	// An organisation's own goes before one of the network that goes by the same short name.
	const system =
		named.find((one) => one.organisationId === organisationId) ??
		named.find((one) => one.organisationId === null) ??
		null;
	const own = /^https?:\/\//.test(address) ? address : null;
	const url = system && reference.trim() !== '' ? addressIn(system.pattern, reference) : own;
	return { system, reference, owner, url };
}
