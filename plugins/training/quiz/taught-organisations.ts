import type { Actor, PluginContext } from 'verbund';

/** Organisations in which the actor teaches; never empty, for `in (…)`. */
export function taughtOrganisations(access: PluginContext['access'], actor: Actor): readonly string[] {
	const ids = actor.kind === 'person' ? actor.memberships.map(({ organisationId }) => organisationId) : [];
	return [...ids.filter((organisationId) => access.can(actor, 'training.teach', { organisationId })), ''];
}
