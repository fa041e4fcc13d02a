import { VerbundError, type Organisation } from 'verbund';

type Named = Pick<Organisation, 'id' | 'slug' | 'name' | 'shortName'>;

interface Locals {
	readonly person: { readonly organisation: Named | null; readonly organisations: readonly Named[] } | null;
	readonly can: (permission: string, object?: { organisationId: string }) => boolean;
}

/**
 * For which of the own organisations a course is made: what the address wishes for, else the one that the person acts
 * for, if they teach there.
 *
 * @throws VerbundError `access.denied` for those who teach nowhere
 */
export function openNewCourse({ person, can }: Locals, parameters: URLSearchParams) {
	const organisations = (person?.organisations ?? []).filter(
		({ id: organisationId }) =>
			can('training.teach', { organisationId }) && can('content.write', { organisationId }),
	);
	const wished = [parameters.get('organisation'), person?.organisation?.id];
	const organisation =
		wished.map((id) => organisations.find((one) => one.id === id)).find((one) => one !== undefined) ??
		organisations[0];
	if (!organisation) throw new VerbundError('access.denied');
	return { organisation, organisations };
}
