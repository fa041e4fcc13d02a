import { VerbundError, type Organisation } from 'verbund';

type Named = Pick<Organisation, 'id' | 'slug' | 'name' | 'shortName'>;

interface Locals {
	readonly person: { readonly organisation: Named | null; readonly organisations: readonly Named[] } | null;
	readonly can: (permission: string, object: { organisationId: string }) => boolean;
}

const pageSize = 100;

/**
 * Whose obligations are looked at: those of an own organisation, where the reader oversees them.
 *
 * @throws VerbundError `access.denied`
 */
export function openObligations({ person, can }: Locals, parameters: URLSearchParams) {
	const organisations = (person?.organisations ?? []).filter(({ id: organisationId }) =>
		can('training.oversee', { organisationId }),
	);
	const wished = [parameters.get('organisation'), person?.organisation?.id];
	const organisation =
		wished.map((id) => organisations.find((one) => one.id === id)).find((one) => one !== undefined) ??
		organisations[0];
	if (!organisation) throw new VerbundError('access.denied');
	const page = Math.max(1, Math.trunc(Number(parameters.get('page'))) || 1);
	return {
		organisation,
		organisations,
		page,
		onlyOverdue: parameters.get('show') === 'overdue',
		limit: pageSize,
		offset: (page - 1) * pageSize,
	};
}
