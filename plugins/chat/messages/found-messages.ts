import { sql, type PluginContext, type Reader } from 'verbund';
import { readableBy } from '../rooms/readable-rooms.ts';
import type { ChatTables } from '../tables.ts';
import type { Message } from './message.ts';
import { readMessages } from './read-messages.ts';

/** Messages by their ids, as far as the reader may read them, without what others did with them. One query. */
export type FoundMessages = (reader: Reader, ids: readonly string[]) => Promise<ReadonlyMap<string, Message>>;

export function createFoundMessages({ storage }: Pick<PluginContext, 'storage'>): FoundMessages {
	return async ({ actor }, ids) => {
		if (ids.length === 0) return new Map();
		const which = sql<boolean>`message.id in (${sql.join(ids)}) and message.removed is null and message.room_id in (
			select chat_rooms.id from chat_rooms where ${readableBy(actor)})`;
		const limit = ids.length;
		const messages = await readMessages(storage.query<ChatTables>(), which, { newest: false, limit });
		return new Map(messages.map((message) => [message.id, message]));
	};
}

/** Ids of what was said in a room, for looking among them. */
export function saidIn(roomId: string) {
	return sql`(select chat_messages.id from chat_messages where chat_messages.room_id = ${roomId})`;
}
