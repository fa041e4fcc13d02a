import { sql, type Kysely, type PluginContext } from 'verbund';
import type { ChatTables, RoomEventName } from '../tables.ts';
import type { Message } from './message.ts';
import { readBelongings } from './read-belongings.ts';
import { readMessages } from './read-messages.ts';

type Query = Kysely<ChatTables>;

/** Kind of room that sockets join; the key is the room's id. */
export const socketRoom = 'chat.room';

export interface LoggedEvent {
	readonly number: number;
	readonly event: RoomEventName;
	/** As the message is now; null for one that is kept no longer. */
	readonly data: Message | null;
}

/** What happened in rooms, in the order of its numbers, which the database gives without gaps. */
export interface RoomLog {
	/** Call it in the transaction of what happened; those who look at the room hear of it after the commit. */
	add(transaction: Query, event: RoomEventName, message: Pick<Message, 'id' | 'roomId'>): Promise<void>;
	/** The same for a new message, whose event is stored with it. */
	tellNew(number: number, message: Message): Promise<void>;
	/** Ask it for those who may read the room. */
	after(roomId: string, number: number, limit: number): Promise<readonly LoggedEvent[]>;
}

export function createRoomLog({ realtime, storage }: Pick<PluginContext, 'realtime' | 'storage'>): RoomLog {
	return {
		async add(transaction, event, { id, roomId }) {
			const { last_event: number } = await transaction
				.updateTable('chat_rooms')
				.set(({ eb }) => ({ last_event: eb('last_event', '+', 1) }))
				.where('id', '=', roomId)
				.returning('last_event')
				.executeTakeFirstOrThrow();
			await transaction
				.insertInto('chat_events')
				.values({ room_id: roomId, number, event, message_id: id })
				.execute();
			const [data] = await messagesAsTheyAre(transaction, [id]);
			if (!data) throw new Error(`The message ${id} is not there.`);
			await realtime.emit(socketRoom, roomId, { number, event, data });
		},
		tellNew: (number, data) =>
			realtime.emit(socketRoom, data.roomId, { number, event: 'chat.messageSent', data }),
		async after(roomId, number, limit) {
			const query = storage.query<ChatTables>();
			const events = await query
				.selectFrom('chat_events')
				.select(['number', 'event', 'message_id'])
				.where('room_id', '=', roomId)
				.where('number', '>', number)
				.orderBy('number')
				.limit(limit)
				.execute();
			const messages = await messagesAsTheyAre(query, [...new Set(events.map((one) => one.message_id))]);
			const byId = new Map(messages.map((message) => [message.id, message]));
			return events.map(({ message_id: id, ...event }) => ({ ...event, data: byId.get(id) ?? null }));
		},
	};
}

/** Without what is some reader's own. */
async function messagesAsTheyAre(query: Query, ids: readonly string[]): Promise<readonly Message[]> {
	if (ids.length === 0) return [];
	const messages = await readMessages(query, sql<boolean>`message.id in (${sql.join(ids)})`, {
		newest: false,
		limit: ids.length,
	});
	return (await readBelongings(query, messages, '')).messages;
}
