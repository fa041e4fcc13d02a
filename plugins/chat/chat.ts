import { notFound, sql, type PluginContext, type Reader } from 'verbund';
import type { Answers } from './messages/answers.ts';
import type { Message, Own } from './messages/message.ts';
import { readBelongings } from './messages/read-belongings.ts';
import { readMessages } from './messages/read-messages.ts';
import { readTexts, type EarlierText } from './messages/read-texts.ts';
import type { Report, Reports } from './moderation.ts';
import { personIdOf } from './person-id.ts';
import { createItemCards, type ItemCards } from './rooms/item-cards.ts';
import type { ItemRooms, OpenQuestion } from './rooms/item-rooms.ts';
import { createRoomExport, type RoomExport } from './rooms/room-export.ts';
import type { ListedRoom, OpenRoom } from './rooms/room.ts';
import type { RoomPeople } from './rooms/room-people.ts';
import type { Rooms } from './rooms/rooms.ts';
import type { ChatTables } from './tables.ts';

/** What pages ask. Each throws VerbundError `request.notFound` for rooms that the reader may not read. */
export interface Chat {
	rooms(reader: Reader): Promise<readonly ListedRoom[]>;
	/** Messages of all rooms that the person has not read. */
	unread(reader: Reader): Promise<number>;
	room(reader: Reader, id: string, window: MessageWindow): Promise<RoomPage>;
	/** A message with all that was answered. */
	thread(reader: Reader, roomId: string, number: number): Promise<ThreadPage>;
	managed(reader: Reader, id: string): Promise<OpenRoom>;
	/** The conversation of an item, with its newest messages; null while nobody has asked. */
	ofItem(reader: Reader, itemId: string): Promise<OpenRoom | null>;
	openQuestions(reader: Reader, itemId: string): Promise<readonly OpenQuestion[]>;
	/** One message with what can be done with it. */
	message(reader: Reader, roomId: string, number: number): Promise<MessagePage>;
	readonly cards: ItemCards;
	reports(reader: Reader): Promise<readonly Report[]>;
	readonly people: RoomPeople;
	readonly exported: RoomExport;
}

/** Which part of a room is shown: its end, what stands before a number, or from a number on. */
export interface MessageWindow {
	readonly before?: number | undefined;
	readonly from?: number | undefined;
	/** Id of a message of the room that is to be quoted. */
	readonly quote?: string | undefined;
}

export interface RoomPage {
	readonly room: OpenRoom;
	readonly messages: readonly Message[];
	readonly own: Own;
	readonly hasEarlier: boolean;
	readonly hasLater: boolean;
	readonly quoted: Message | null;
}

export interface ThreadPage {
	readonly room: OpenRoom;
	readonly message: Message;
	readonly replies: readonly Message[];
	readonly own: Own;
	/** The reader may say which reply answers the question. */
	readonly mayJudge: boolean;
}

export interface MessagePage {
	readonly room: OpenRoom;
	readonly message: Message;
	readonly own: Own;
	/** Markdown. */
	readonly source: string;
	/** What it said before, the newest first. */
	readonly earlier: readonly EarlierText[];
	/** The reader may say that it answers its question. */
	readonly mayJudge: boolean;
}

const atOnce = 50;
const mostReplies = 500;

interface Parts {
	readonly rooms: Rooms;
	readonly answers: Pick<Answers, 'mayJudge'>;
	readonly itemRooms: ItemRooms;
	readonly people: RoomPeople;
	readonly reports: Reports;
}

export function createChat(
	{ content, storage }: Pick<PluginContext, 'content' | 'storage'>,
	{ rooms, answers, itemRooms, people, reports }: Parts,
): Chat {
	const query = () => storage.query<ChatTables>();

	return {
		rooms: (reader) => rooms.list(reader),
		unread: ({ actor }) => rooms.unread(actor),
		async room(reader, id, { before, from, quote }) {
			const room = await rooms.open(reader, id);
			const inFlow = sql<boolean>`message.room_id = ${id} and (message.thread_id is null or message.answer = 1)`;
			const part =
				from === undefined
					? sql<boolean>`message.number < ${before ?? room.lastNumber + 1}`
					: sql<boolean>`message.number >= ${from}`;
			const found = await readMessages(query(), sql<boolean>`${inFlow} and ${part}`, {
				newest: from === undefined,
				limit: atOnce + 1,
			});
			const more = found.length > atOnce;
			const shown = from === undefined ? found.slice(-atOnce) : found.slice(0, atOnce);
			const { messages, own } = await readBelongings(query(), shown, personIdOf(reader.actor));
			return {
				room,
				messages,
				own,
				hasEarlier: from === undefined ? more : from > 1,
				hasLater: from === undefined ? before !== undefined : more,
				quoted: quote === undefined ? null : await quotedIn(id, quote),
			};
		},
		async thread(reader, roomId, number) {
			const room = await rooms.open(reader, roomId);
			const which = sql<boolean>`message.room_id = ${roomId} and (
				(message.number = ${number} and message.thread_id is null)
				or message.id = (select thread_id from chat_messages as named
					where named.room_id = ${roomId} and named.number = ${number})
				or message.thread_id = (select coalesce(named.thread_id, named.id) from chat_messages as named
					where named.room_id = ${roomId} and named.number = ${number}))`;
			const found = await readMessages(query(), which, { newest: false, limit: mostReplies });
			const { messages, own } = await readBelongings(query(), found, personIdOf(reader.actor));
			const [message, ...replies] = messages;
			if (!message) throw notFound();
			const mayJudge = await answers.mayJudge(reader, message, room);
			return { room, message, replies, own, mayJudge };
		},
		managed: (reader, id) => rooms.openManaged(reader, id),
		ofItem: (reader, itemId) => rooms.ofItem(reader, itemId),
		openQuestions: (reader, itemId) => itemRooms.openQuestions(reader, itemId),
		async message(reader, roomId, number) {
			const room = await rooms.open(reader, roomId);
			const found = await readMessages(
				query(),
				sql<boolean>`message.room_id = ${roomId} and message.number = ${number}`,
				{ newest: false, limit: 1 },
			);
			const { messages, own } = await readBelongings(query(), found, personIdOf(reader.actor));
			const [message] = messages;
			if (!message) throw notFound();
			const { source, earlier, question } = await readTexts(query(), message);
			const mayJudge = question !== null && (await answers.mayJudge(reader, question, room));
			return { room, message, own, source, earlier, mayJudge };
		},
		cards: createItemCards(content),
		reports: ({ actor }) => reports.waiting(actor),
		people,
		exported: createRoomExport(storage, rooms),
	};

	async function quotedIn(roomId: string, messageId: string): Promise<Message | null> {
		const which = sql<boolean>`message.room_id = ${roomId} and message.id = ${messageId} and message.removed is null`;
		const [quoted = null] = await readMessages(query(), which, { newest: false, limit: 1 });
		return quoted;
	}
}
