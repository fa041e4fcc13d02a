import { sql, type Actor, type Kysely } from 'verbund';
import { personIdOf } from '../person-id.ts';
import type { ChatTables } from '../tables.ts';
import { readableBy } from './readable-rooms.ts';

/**
 * Messages that a person has not read, where `chat_rooms` is joined with their row of `chat_positions` as `position`.
 * What nobody has opened is not news; what people say to one is.
 */
export const unreadCount = sql<number>`chat_rooms.last_number
	- coalesce(position.read_number, case chat_rooms.kind when 'direct' then 0 else chat_rooms.last_number end)`;

/** A position only moves on: the device that has read furthest decides. */
export const movesOn = sql`on conflict (person_id, room_id) do update set read_number =
	case when chat_positions.read_number < excluded.read_number
		then excluded.read_number else chat_positions.read_number end`;

/**
 * Everybody who looks at a room says so after each message: rights and position are one statement.
 *
 * @returns false where the actor may not read the room, or it has no such message yet
 */
export async function readUpTo(
	query: Kysely<ChatTables>,
	actor: Actor,
	roomId: string,
	number: number,
): Promise<boolean> {
	const { rows } = await sql`insert into chat_positions (person_id, room_id, read_number, pinned)
		select cast(${personIdOf(actor)} as text), chat_rooms.id, cast(${number} as integer), 0 from chat_rooms
		where chat_rooms.id = ${roomId} and chat_rooms.last_number >= ${number} and ${readableBy(actor)}
		${movesOn} returning room_id`.execute(query);
	return rows.length > 0;
}
