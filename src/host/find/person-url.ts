import type { App } from '../../app.ts';
import type { Visitor } from '../visitor.ts';

export interface PersonPlace {
	readonly id: string;
	readonly email: string;
	readonly belongsTo: readonly { readonly organisationId: string; readonly slug: string }[];
}

/** The account for those who administer it, an e-mail to colleagues, else nothing. */
export function personUrl(
	{ access }: Pick<App, 'access'>,
	{ actor, account }: Pick<Visitor, 'actor' | 'account'>,
	{ id, email, belongsTo }: PersonPlace,
): string | null {
	const administered = belongsTo.find(({ organisationId }) =>
		access.can(actor, 'accounts.manage', { organisationId }),
	);
	if (administered) return `/admin/people/${id}?organisation=${encodeURIComponent(administered.slug)}`;
	const own = account?.memberships.map(({ organisationId }) => organisationId) ?? [];
	return belongsTo.some(({ organisationId }) => own.includes(organisationId)) ? `mailto:${email}` : null;
}
