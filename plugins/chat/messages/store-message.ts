import { sql, type Kysely } from 'verbund';
import { movesOn } from '../rooms/reading.ts';
import type { ChatTables } from '../tables.ts';

type Query = Kysely<ChatTables>;
type Home = ReturnType<typeof sql<string | null>>;

/** What is known of a message before anything was read. */
export type NewRow = Omit<
	ChatTables['chat_messages'],
	'number' | 'organisation_id' | 'edited_at' | 'removed' | 'answer' | 'indexed'
>;

/**
 * A message with the next number of its room, its event, and that whoever wrote it has read it. Each statement looks for
 * what the one before has written, so that all can set out at once, and none of them does anything for a message that is
 * there already.
 *
 * @param home organisation that it is written for, where `chat_rooms` is its room
 */
export function storeMessage(query: Query, row: NewRow, home: Home): readonly Promise<unknown>[] {
	return [
		insertMessage(query, row, home),
		raiseNumbers(query, row.id),
		insertEvent(query, row.id),
		noteRead(query, row.id),
	];
}

function insertMessage(query: Query, row: NewRow, home: Home) {
	return sql`insert into chat_messages (id, room_id, number, author_id, organisation_id, client_id, kind,
			thread_id, quoted_id, text, html, paths, options, created_at)
		select ${row.id}, chat_rooms.id, chat_rooms.last_number + 1, ${row.author_id},
			(select home.id from organisations as home where home.id = ${home}), ${row.client_id}, ${row.kind},
			(select coalesce(answered.thread_id, answered.id) from chat_messages as answered
				where answered.id = ${row.thread_id}), ${row.quoted_id},
			${row.text}, ${row.html}, ${row.paths}, ${row.options}, cast(${row.created_at} as bigint)
		from chat_rooms where chat_rooms.id = ${row.room_id}
		on conflict (author_id, client_id) do nothing`.execute(query);
}

function raiseNumbers(query: Query, messageId: string) {
	return sql`update chat_rooms set last_number = message.number, last_event = chat_rooms.last_event + 1,
			last_message_at = message.created_at
		from chat_messages as message
		where message.id = ${messageId} and chat_rooms.id = message.room_id`.execute(query);
}

function insertEvent(query: Query, messageId: string) {
	return sql`insert into chat_events (room_id, number, event, message_id)
		select chat_rooms.id, chat_rooms.last_event, 'chat.messageSent', message.id
		from chat_messages as message join chat_rooms on chat_rooms.id = message.room_id
		where message.id = ${messageId}`.execute(query);
}

function noteRead(query: Query, messageId: string) {
	return sql`insert into chat_positions (person_id, room_id, read_number, pinned)
		select message.author_id, message.room_id, message.number, 0 from chat_messages as message
		where message.id = ${messageId} ${movesOn}`.execute(query);
}
