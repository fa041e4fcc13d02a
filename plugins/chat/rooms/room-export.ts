import { sql, type PluginContext, type Reader } from 'verbund';
import type { Message } from '../messages/message.ts';
import { readMessages } from '../messages/read-messages.ts';
import type { ChatTables } from '../tables.ts';
import type { OpenRoom } from './room.ts';
import type { Rooms } from './rooms.ts';

export interface ExportedRoom {
	readonly room: OpenRoom;
	readonly messages: readonly (Message & { readonly source: string })[];
}

/** Everything in a room, as text, for those who look after it. */
export type RoomExport = (reader: Reader, roomId: string) => Promise<ExportedRoom>;

const mostExported = 50_000;

export function createRoomExport(
	storage: PluginContext['storage'],
	rooms: Pick<Rooms, 'openManaged'>,
): RoomExport {
	const query = () => storage.query<ChatTables>();
	return async (reader, roomId) => {
		const room = await rooms.openManaged(reader, roomId);
		const messages = await readMessages(query(), sql<boolean>`message.room_id = ${roomId}`, {
			newest: true,
			limit: mostExported,
		});
		const texts = await query()
			.selectFrom('chat_messages')
			.select(['id', 'text'])
			.where('room_id', '=', roomId)
			.execute();
		const sources = new Map(texts.map(({ id, text }) => [id, text]));
		return {
			room,
			messages: messages.map((message) => ({ ...message, source: sources.get(message.id) ?? '' })),
		};
	};
}
