import { principalsOf, sql, visibleTo, type Actor } from 'verbund';

type Condition = ReturnType<typeof sql<boolean>>;

/**
 * True for rooms that the actor may read: the conversation of an item for its readers, an open room for whoever it is
 * for, every other one for those of them who were let in. Asked in each statement that shows or changes something of a
 * room, so that who leaves an organisation is out of its rooms with the next request.
 */
export function readableBy(actor: Actor): Condition {
	if (actor.kind !== 'person') return sql<boolean>`1 = 0`;
	const isMember = sql`exists (select 1 from chat_members as inside
		where inside.room_id = chat_rooms.id and inside.person_id = ${actor.personId})`;
	const isMeant = sql`exists (select 1 from chat_audience as meant
		where meant.room_id = chat_rooms.id and meant.principal in (${sql.join(principalsOf(actor))}))`;
	return sql<boolean>`(case chat_rooms.kind
		when 'item' then ${visibleTo(actor, 'chat_rooms.item_id')}
		else ${isMeant} and (chat_rooms.access = 'open' or ${isMember}) end)`;
}
