import {
	createId,
	notFound,
	sql,
	VerbundError,
	type Actor,
	type Kysely,
	type PluginContext,
	type Reader,
} from 'verbund';
import { personIdOf } from '../person-id.ts';
import type { OpenRoom } from '../rooms/room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { ChatTables } from '../tables.ts';
import type { WrittenText } from './compose.ts';
import type { RoomLog } from './room-log.ts';
import type { Telling } from './telling.ts';

type Query = Kysely<ChatTables>;

export interface NewMessage {
	readonly roomId: string;
	/** Made by whoever sends it: the same one is the same message, however often it arrives. */
	readonly clientId: string;
	readonly kind: 'message' | 'question' | 'poll';
	readonly threadId?: string | undefined;
	readonly quotedId?: string | undefined;
	readonly options?: readonly string[] | undefined;
	/** That was stored for it. */
	readonly file?: StoredFile;
}

export interface StoredFile {
	readonly id: string;
	readonly name: string;
	readonly mediaType: string;
	readonly size: number;
}

export interface SentMessage {
	readonly id: string;
	readonly roomId: string;
	readonly number: number;
}

export type Send = (reader: Reader, message: NewMessage, text: WrittenText) => Promise<SentMessage>;

/** Messages of one person within a minute. */
const mostInAMinute = 60;

/**
 * Puts a message into a room: rights, number and event in the transaction that runs. One that is there already, by its
 * client's id, is answered again.
 */
export function createSend(
	{ storage }: Pick<PluginContext, 'storage'>,
	{ rooms, log, telling }: { rooms: Pick<Rooms, 'open'>; log: RoomLog; telling: Telling },
): Send {
	return async (reader, message, text) => {
		const { actor } = reader;
		const personId = personIdOf(actor);
		const room = await rooms.open(reader, message.roomId);
		return storage.transaction<ChatTables, SentMessage>(async (transaction) => {
			const sent = await findSent(transaction, personId, message.clientId);
			if (sent) {
				if (sent.roomId !== room.id) throw new VerbundError('command.keyReused');
				return sent;
			}
			if (!room.mayWrite) throw new VerbundError('access.denied');
			if (text.mentions.all && !room.mayMentionAll) throw new VerbundError('access.denied');
			await requireModeration(transaction, personId);
			const answered = await findIn(transaction, room.id, message.threadId);
			const quoted = await findIn(transaction, room.id, message.quotedId);
			// An answer to an answer stands in the same thread.
			const threadId = answered ? (answered.thread_id ?? answered.id) : null;
			const id = createId();
			const number = await nextNumber(transaction, room.id);
			await transaction
				.insertInto('chat_messages')
				.values({
					id,
					room_id: room.id,
					number,
					author_id: personId,
					organisation_id: organisationFor(actor, room),
					client_id: message.clientId,
					kind: message.kind,
					thread_id: threadId,
					quoted_id: quoted?.id ?? null,
					text: text.source,
					html: text.html,
					paths: JSON.stringify(text.paths),
					options: message.options ? JSON.stringify(message.options) : null,
					created_at: Date.now(),
					edited_at: null,
					removed: null,
					answer: 0,
					indexed: 0,
				})
				.execute();
			await addMentions(transaction, id, text);
			if (message.file) await addFile(transaction, id, message.file);
			await noteRead(transaction, personId, room.id, number);
			await log.add(transaction, 'chat.messageSent', { id, roomId: room.id });
			await telling.sent(transaction, { actor, room, message: { id, number, threadId }, text });
			return { id, roomId: room.id, number };
		});
	};
}

async function findSent(query: Query, personId: string, clientId: string): Promise<SentMessage | undefined> {
	const row = await query
		.selectFrom('chat_messages')
		.select(['id', 'room_id as roomId', 'number'])
		.where('author_id', '=', personId)
		.where('client_id', '=', clientId)
		.executeTakeFirst();
	return row;
}

async function requireModeration(query: Query, personId: string): Promise<void> {
	const { count } = await query
		.selectFrom('chat_messages')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where('author_id', '=', personId)
		.where('created_at', '>', Date.now() - 60_000)
		.executeTakeFirstOrThrow();
	if (Number(count) >= mostInAMinute)
		throw new VerbundError('request.tooMany', { values: { minutes: 1 }, retryAfter: 60 });
}

/** Whoever names two things has both checked: a message is answered and quoted in its own room alone. */
async function findIn(query: Query, roomId: string, messageId: string | undefined) {
	if (messageId === undefined) return undefined;
	return query
		.selectFrom('chat_messages')
		.select(['id', 'thread_id'])
		.where('id', '=', messageId)
		.where('room_id', '=', roomId)
		.executeTakeFirstOrThrow(notFound);
}

async function nextNumber(query: Query, roomId: string): Promise<number> {
	const { last_number: number } = await query
		.updateTable('chat_rooms')
		.set(({ eb }) => ({ last_number: eb('last_number', '+', 1), last_message_at: Date.now() }))
		.where('id', '=', roomId)
		.returning('last_number')
		.executeTakeFirstOrThrow();
	return number;
}

/** Where whoever writes belongs to, as far as it has to do with the room. */
function organisationFor(actor: Actor, room: OpenRoom): string | null {
	if (actor.kind !== 'person') return null;
	const isOwn = actor.memberships.some(({ organisationId }) => organisationId === room.organisationId);
	return isOwn
		? room.organisationId
		: (actor.actingOrganisationId ?? actor.memberships[0]?.organisationId ?? null);
}

async function addMentions(query: Query, messageId: string, { mentions }: WrittenText): Promise<void> {
	if (mentions.people.length === 0) return;
	await query
		.insertInto('chat_mentions')
		.values(mentions.people.map(({ id }) => ({ message_id: messageId, person_id: id })))
		.execute();
}

async function addFile(query: Query, messageId: string, file: StoredFile): Promise<void> {
	await query
		.insertInto('chat_files')
		.values({
			file_id: file.id,
			message_id: messageId,
			name: file.name,
			media_type: file.mediaType,
			size: file.size,
		})
		.execute();
}

/** A position only moves on: the device that has read furthest decides. */
export async function noteRead(
	query: Query,
	personId: string,
	roomId: string,
	number: number,
): Promise<void> {
	await sql`insert into chat_positions (person_id, room_id, read_number, pinned)
		values (${personId}, ${roomId}, ${number}, 0)
		on conflict (person_id, room_id) do update set read_number = excluded.read_number
		where chat_positions.read_number < excluded.read_number`.execute(query);
}
