import type { NetworkPerson } from '../../host/administration/network-people.ts';

/** The person's page in the first of their organisations; someone without one has no page. */
export function personUrl({
	id,
	organisations,
}: Pick<NetworkPerson, 'id' | 'organisations'>): string | undefined {
	const [first] = organisations;
	return first ? `/admin/people/${id}?organisation=${first.slug}` : undefined;
}
