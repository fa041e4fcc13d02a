import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Actor, PersonActor } from './actor.ts';
import { organisationsWhere } from './permissions.ts';
import { visibleTo } from './visible-to.ts';

/**
 * True for items that the actor answers for: as the person who is named, else as a member of the group that is
 * named, else as somebody who writes for the owner. Who left or is disabled answers for nothing.
 *
 * @param itemId column that holds the item's id
 */
export function answersFor(actor: Actor, itemId: string): RawBuilder<SqlBool> {
	if (actor.kind !== 'person') return sql<SqlBool>`1 = 0`;
	return sql<SqlBool>`exists (
		select 1 from items as answered where answered.id = ${sql.ref(itemId)} and (${isAnsweredBy(actor)})
	)`;
}

function isAnsweredBy(actor: PersonActor): RawBuilder<SqlBool> {
	const writing = organisationsWhere(actor, 'content.write');
	const hasPerson = sql`exists (
		select 1 from people join memberships on memberships.person_id = people.id
		where people.id = answered.responsible_person_id and people.disabled_at is null
		and memberships.organisation_id = answered.organisation_id
	)`;
	const hasGroup = sql`exists (
		select 1 from group_members join people on people.id = group_members.person_id
		where group_members.group_id = answered.responsible_group_id and people.disabled_at is null
	)`;
	return sql<SqlBool>`case
		when ${hasPerson} then answered.responsible_person_id = ${actor.personId}
		when ${hasGroup} then answered.responsible_group_id in (${sql.join([...actor.groupIds, ''])})
		else answered.organisation_id in (${sql.join([...writing, ''])})
	end`;
}

export interface ItemReach {
	/** The actor may read what is published of it. */
	readonly readable: boolean;
	/** `public`, `network`, `organisation:<id>`, `group:<id>`; empty for an item that is gone. */
	readonly audience: readonly string[];
}

/** Whether the actor reads an item, and who it is meant for. One query. */
export async function itemReach({ query }: Database, actor: Actor, itemId: string): Promise<ItemReach> {
	const rows = await query
		.selectFrom('items')
		.innerJoin('item_audience', 'item_audience.item_id', 'items.id')
		.select([
			'principal',
			sql<number>`case when ${visibleTo(actor, 'items.id')} then 1 else 0 end`.as('readable'),
		])
		.where('items.id', '=', itemId)
		.where('deleted_at', 'is', null)
		.execute();
	return {
		readable: rows.some(({ readable }) => Number(readable) === 1),
		audience: rows.map(({ principal }) => principal),
	};
}
