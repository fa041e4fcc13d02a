import { sql, type Actor } from 'verbund';

/** True for contact persons that the actor may see; who has not signed in sees nothing of people. */
export function visibleContacts(actor: Actor) {
	if (actor.kind === 'system') return sql<boolean>`1 = 1`;
	if (actor.kind === 'anonymous' || actor.memberships.length === 0) return sql<boolean>`1 = 0`;
	const own = actor.memberships.map(({ organisationId }) => organisationId);
	return sql<boolean>`(audience = 'network' or organisation_id in (${sql.join(own)}))`;
}
