import { VerbundError } from 'verbund';
import type { Collection } from 'verbund';

interface Named {
	readonly id: string;
	readonly slug: string;
	readonly name: string;
	readonly shortName: string;
}

interface Locals {
	readonly person: { readonly organisation: Named | null; readonly organisations: readonly Named[] } | null;
	readonly can: (permission: string, object?: { organisationId: string }) => boolean;
	readonly content: {
		collections(filter: {
			organisationId: string;
			types: readonly string[];
			withEmpty: boolean;
			limit: number;
		}): Promise<readonly Collection[]>;
	};
	readonly t: (key: string) => string;
}

/**
 * For which of the own organisations something new is made, and where it can stand: what the address wishes for, else the
 * organisation that the person acts for, if they write for it.
 *
 * @throws VerbundError `access.denied` for those who write nowhere
 */
export async function openNewDocument({ person, can, content, t }: Locals, parameters: URLSearchParams) {
	const organisations = (person?.organisations ?? []).filter(({ id }) =>
		can('content.write', { organisationId: id }),
	);
	const wished = [parameters.get('organisation'), person?.organisation?.id];
	const organisation =
		wished.map((id) => organisations.find((one) => one.id === id)).find((one) => one !== undefined) ??
		organisations[0];
	if (!organisation) throw new VerbundError('access.denied');
	const organisationId = organisation.id;
	const collections = await content.collections({ organisationId, types: [], withEmpty: true, limit: 500 });
	return {
		organisation,
		organisations,
		collectionId: parameters.get('collection') ?? '',
		collections: [
			{ value: '', title: t('properties.noCollection') },
			...collections.map(({ id, title }) => ({ value: id, title })),
		],
		mayPublish: can('content.publish', { organisationId }),
		mayShare: can('content.share', { organisationId }),
	};
}
