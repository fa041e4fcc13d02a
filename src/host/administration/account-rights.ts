import type { Actor } from '../../access/actor.ts';
import type { AccountRights, People } from '../../accounts/people.ts';

/**
 * Whether the actor has at least the rights that the account has: administers the network, or every organisation
 * that the person belongs to. Asked before anything that gives the whole account away: a reset link, a copy of
 * everything about the person, erasure.
 *
 * @throws VerbundError `request.notFound` for a person who is not there
 */
export async function administersWholly(people: People, actor: Actor, personId: string): Promise<boolean> {
	if (actor.kind === 'person' && !actor.networkAdmin)
		return administersAll(actor, await people.rightsOf(personId));
	return administersAll(actor, { networkAdmin: true, organisationIds: [] });
}

/** The same of rights that were read already. */
export function administersAll(actor: Actor, { networkAdmin, organisationIds }: AccountRights): boolean {
	if (actor.kind === 'system') return true;
	if (actor.kind === 'anonymous') return false;
	if (actor.networkAdmin) return true;
	const administered = actor.memberships
		.filter(({ roles }) => roles.includes('admin'))
		.map(({ organisationId }) => organisationId);
	// A person without any organisation is the network's business.
	return (
		!networkAdmin && organisationIds.length > 0 && organisationIds.every((id) => administered.includes(id))
	);
}
