import { sql, type PluginContext, type Reader } from 'verbund';
import { readableBy } from '../rooms/readable-rooms.ts';
import type { ChatTables } from '../tables.ts';
import type { Message } from './message.ts';
import { readMessages } from './read-messages.ts';

export interface FoundMessage {
	readonly message: Message;
	/** Name of the room; empty for conversations, whose titles depend on who reads. */
	readonly roomName: string;
}

/** Messages by their ids, as far as the reader may read them, in the order of the ids. Two queries. */
export type FoundMessages = (reader: Reader, ids: readonly string[]) => Promise<readonly FoundMessage[]>;

export function createFoundMessages({ storage }: Pick<PluginContext, 'storage'>): FoundMessages {
	return async ({ actor }, ids) => {
		if (ids.length === 0) return [];
		const query = storage.query<ChatTables>();
		const { rows } = await sql<{ id: string; name: string }>`select message.id, chat_rooms.name
			from chat_messages as message join chat_rooms on chat_rooms.id = message.room_id
			where message.id in (${sql.join(ids)}) and message.removed is null and ${readableBy(actor)}`.execute(query);
		const names = new Map(rows.map(({ id, name }) => [id, name]));
		const which = sql<boolean>`message.id in (${sql.join([...names.keys(), ''])})`;
		const messages = await readMessages(query, which, { newest: false, limit: ids.length });
		return messages
			.map((message) => ({ message, roomName: names.get(message.id) ?? '' }))
			.toSorted((one, other) => ids.indexOf(one.message.id) - ids.indexOf(other.message.id));
	};
}

/** Ids of what was said in a room, for looking among them. */
export function saidIn(roomId: string) {
	return sql`(select chat_messages.id from chat_messages where chat_messages.room_id = ${roomId})`;
}
