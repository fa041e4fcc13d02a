import { sql, type Kysely, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { roles } from '../../access/actor.ts';
import { corePermissions } from '../../access/permissions.ts';
import type { Schema } from '../../database/schema.ts';
import type { ReviewPolicy } from './review-policy.ts';

/**
 * Ids of those who may approve under a policy, or without one by their permission. The same that `approvesUnder` asks
 * of one actor, asked of everybody.
 */
export async function possibleApprovers(
	query: Kysely<Schema>,
	organisationId: string,
	policy: Pick<ReviewPolicy, 'approvers' | 'groupId' | 'personIds'> | null,
): Promise<readonly string[]> {
	const named =
		policy?.approvers === 'group'
			? await idsOf(
					query,
					sql`select group_members.person_id from group_members
						join group_organisations taking on taking.group_id = group_members.group_id
						where group_members.group_id = ${policy.groupId} and taking.organisation_id = ${organisationId}`,
				)
			: policy?.approvers === 'people'
				? await idsOf(
						query,
						sql`select person_id from memberships where organisation_id = ${organisationId}
							and person_id in (${sql.join([...policy.personIds, ''])})`,
					)
				: [];
	if (named.length > 0) return named;
	const holders = await rolesThatApprove(query, organisationId);
	return idsOf(
		query,
		sql`select person_id from membership_roles where organisation_id = ${organisationId}
			and role in (${sql.join([...holders, ''])})`,
	);
}

async function idsOf(query: Kysely<Schema>, personIds: RawBuilder<unknown>): Promise<readonly string[]> {
	const { rows } = await sql<{ id: string }>`select id from people
		where disabled_at is null and id in (${personIds}) order by name`.execute(query);
	return rows.map(({ id }) => id);
}

const roleList = z.array(z.enum(roles));

async function rolesThatApprove(query: Kysely<Schema>, organisationId: string): Promise<readonly string[]> {
	const permission = 'content.approve';
	const chosen = await query
		.selectFrom('permission_roles')
		.select('roles')
		.where('organisation_id', '=', organisationId)
		.where('permission', '=', permission)
		.executeTakeFirst();
	if (chosen) return roleList.parse(JSON.parse(chosen.roles));
	return corePermissions.find(({ id }) => id === permission)?.defaultRoles ?? [];
}
