import type { AdministrationPlace } from '../../host/administration.ts';
import type { WorkbenchLocals } from '../locals.ts';
import { withQuery } from '../ui/with-query.ts';

/** In the address, in place of an organisation: the whole network. */
export const wholeNetwork = '*';

export interface AdminPlace extends AdministrationPlace {
	/** The page shows the network instead of one organisation. */
	readonly network: boolean;
	/** As it stands in the address: for forms that send it along. */
	readonly chosen: string;
	/** Keeps the chosen organisation in a link to another page of the administration. */
	link(path: string): string;
}

/**
 * What a page of the administration is about, from `?organisation=`.
 *
 * @param withNetwork the page can show the whole network too, to its administrators
 */
export async function adminPlace(
	locals: WorkbenchLocals,
	url: URL,
	{ permission = 'accounts.manage', withNetwork = false } = {},
): Promise<AdminPlace> {
	const chosen = url.searchParams.get('organisation');
	const isNetwork = chosen === wholeNetwork && locals.can('network.manage');
	const slug = isNetwork || chosen === '' ? null : chosen;
	const place = await locals.administration.place(permission, slug);
	locals.place = { organisationId: place.organisation.id };
	return {
		...place,
		network: isNetwork && withNetwork,
		chosen: isNetwork ? wholeNetwork : place.organisation.slug,
		link: (path) => withOrganisation(path, isNetwork ? wholeNetwork : slug),
	};
}

function withOrganisation(path: string, slug: string | null): string {
	return slug === null ? path : withQuery(path, { organisation: slug });
}
