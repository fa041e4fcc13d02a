import type { People } from '../../accounts/people.ts';
import { notFound } from '../../errors.ts';

/** Both ids of a request are checked: the permission for the organisation, and that the person belongs to it. */
export async function requireMember(
	people: Pick<People, 'members'>,
	{ organisationId, personId }: { readonly organisationId: string; readonly personId: string },
): Promise<void> {
	const members = await people.members(organisationId);
	if (!members.some(({ id }) => id === personId)) throw notFound();
}
