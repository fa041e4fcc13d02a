import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { organisationIds, type Actor } from './actor.ts';
import { organisationsWhere } from './permissions.ts';

/**
 * True where the actor is one of those who approve under a policy. If nobody is left of those whom it names, and
 * without a policy, holders of the permission approve.
 *
 * @param policy alias of `review_policies`, outer-joined
 * @param organisationId column that holds the owner of the text
 */
export function approvesUnder(actor: Actor, policy: string, organisationId: string): RawBuilder<SqlBool> {
	if (actor.kind !== 'person') return sql<SqlBool>`1 = 0`;
	const column = (name: string) => sql.ref(`${policy}.${name}`);
	const owner = sql.ref(organisationId);
	const named = sql`select named.person_id from review_policy_people named
		join memberships on memberships.person_id = named.person_id and memberships.organisation_id = ${owner}
		join people on people.id = named.person_id and people.disabled_at is null
		where named.policy_id = ${column('id')}`;
	const hasGroup = sql`exists (
		select 1 from group_organisations taking
		join group_members on group_members.group_id = taking.group_id
		join people on people.id = group_members.person_id and people.disabled_at is null
		where taking.group_id = ${column('group_id')} and taking.organisation_id = ${owner}
	)`;
	const belongs = sql`${owner} in (${sql.join([...organisationIds(actor), ''])})`;
	return sql<SqlBool>`(case
		when ${column('approvers')} = 'group' and ${hasGroup}
			then ${column('group_id')} in (${sql.join([...actor.groupIds, ''])})
		when ${column('approvers')} = 'people' and exists (${named})
			then ${belongs} and ${actor.personId} in (${named})
		else ${owner} in (${sql.join([...organisationsWhere(actor, 'content.approve'), ''])})
	end)`;
}

/**
 * True for the texts under review that the actor may decide about, and may read for that although they may work on
 * nothing else there.
 *
 * @param review alias of `reviews`
 */
export function reviewableBy(actor: Actor, review: string): RawBuilder<SqlBool> {
	return sql<SqlBool>`(${sql.ref(`${review}.state`)} = 'open' and exists (
		select 1 from items as reviewed
		left join review_policies as reviewing on reviewing.id = ${sql.ref(`${review}.policy_id`)}
		where reviewed.id = ${sql.ref(`${review}.item_id`)} and reviewed.deleted_at is null
		and reviewed.archived_at is null
		and ${approvesUnder(actor, 'reviewing', 'reviewed.organisation_id')}
	))`;
}
