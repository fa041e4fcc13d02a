import type { Actor } from '../../access/actor.ts';
import type { People } from '../../accounts/people.ts';

/** A reset link is a way into the account: only someone with at least the same rights may make one. */
export async function mayResetPassword(people: People, actor: Actor, personId: string): Promise<boolean> {
	if (actor.kind === 'system') return true;
	if (actor.kind === 'anonymous') return false;
	if (actor.networkAdmin) return true;
	const administered = actor.memberships
		.filter(({ roles }) => roles.includes('admin'))
		.map(({ organisationId }) => organisationId);
	const rights = await people.rightsOf(personId);
	return !rights.networkAdmin && rights.organisationIds.every((id) => administered.includes(id));
}
