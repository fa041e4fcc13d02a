import { sql, type RawBuilder, type SqlBool } from 'kysely';

/**
 * True for people whom an item's request for acknowledgement concerns: its whole audience, or those of it who were
 * chosen. Whether they may read it is asked beside it; who may not is not asked to confirm.
 *
 * @param itemId the item's id, as a column or a value
 * @param personId the person's id, as a column or a value
 */
export function isConcerned(itemId: RawBuilder<unknown>, personId: RawBuilder<unknown>): RawBuilder<SqlBool> {
	const chosen = (kind: RawBuilder<unknown>) =>
		sql`select 1 from acknowledgement_principals as chosen where chosen.item_id = ${itemId} and ${kind}`;
	const ofRoles = sql`chosen.principal like 'role:%'`;
	const belongs = sql`chosen.principal in (
		select 'organisation:' || belonging.organisation_id from memberships as belonging
		where belonging.person_id = ${personId}
		union all select 'group:' || fellow.group_id from group_members as fellow where fellow.person_id = ${personId}
	)`;
	return sql<SqlBool>`(
		(not exists (${chosen(sql`not ${ofRoles}`)}) or exists (${chosen(belongs)}))
		and (not exists (${chosen(ofRoles)}) or exists (
			select 1 from membership_roles as held where held.person_id = ${personId}
			and exists (${chosen(sql`chosen.principal = 'role:' || held.role`)})
			and ${isPlaceOfRole(itemId, chosen)}
		))
	)`;
}

/** A role counts in the organisations that were chosen, else in those of the audience. */
function isPlaceOfRole(
	itemId: RawBuilder<unknown>,
	chosen: (kind: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> {
	const place = sql`'organisation:' || held.organisation_id`;
	return sql`(case when exists (${chosen(sql`chosen.principal like 'organisation:%'`)})
		then exists (${chosen(sql`chosen.principal = ${place}`)})
		else exists (select 1 from item_audience as audience where audience.item_id = ${itemId}
			and (audience.principal in ('public', 'network', ${place}) or audience.principal like 'group:%'))
	end)`;
}
