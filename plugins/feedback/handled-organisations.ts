import type { Actor, PluginContext } from 'verbund';

/** Organisations in which the actor holds the permission; never empty, for `in (…)`. */
export function organisationsOf(
	access: PluginContext['access'],
	actor: Actor,
	permission: string,
): readonly string[] {
	const ids = actor.kind === 'person' ? actor.memberships.map(({ organisationId }) => organisationId) : [];
	return [...ids.filter((organisationId) => access.can(actor, permission, { organisationId })), ''];
}
