import { createId, notFound, sql, VerbundError, type Kysely, type PluginContext, type Reader } from 'verbund';
import { personIdOf } from '../person-id.ts';
import type { ChatTables } from '../tables.ts';
import { readBeforeSending, type BeforeSending } from './before-sending.ts';
import type { WrittenText } from './compose.ts';
import type { MessageFile } from './message.ts';
import { fileUrl, toMessage } from './read-messages.ts';
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
	{ access, storage }: { access: Pick<PluginContext['access'], 'can'>; storage: PluginContext['storage'] },
	{ log, telling }: { readonly log: RoomLog; readonly telling: Telling },
): Send {
	return ({ actor }, message, text) =>
		storage.transaction<ChatTables, SentMessage>(async (transaction) => {
			const { roomId } = message;
			const before = await readBeforeSending(access, transaction, actor, message);
			if (before.sent) {
				if (before.sent.roomId !== roomId) throw new VerbundError('command.keyReused');
				return before.sent;
			}
			requireLeave(before, message, text);
			const personId = personIdOf(actor);
			const at = Date.now();
			const { number, event } = before.next;
			const row = {
				id: createId(),
				number,
				author_id: personId,
				created_at: at,
				...toRow(message, before, text),
			};
			const { id } = row;
			const data = { ...toMessage({ ...row, ...before.beside, ...unanswered }), files: filesOf(message) };
			await allOf([
				raiseNumbers(transaction, roomId, before.next, at),
				transaction.insertInto('chat_messages').values(row).execute(),
				log.addNew(transaction, event, data),
				noteRead(transaction, personId, roomId, number),
			]);
			await addMentions(transaction, id, text);
			if (message.file) await addFile(transaction, id, message.file);
			const { threadId } = before;
			const room = { id: roomId, kind: before.kind };
			await telling.sent(transaction, { actor, room, message: { id, number, threadId }, text });
			return { id, roomId, number };
		});
}

const unanswered = { answered: 0, replies: 0, last_reply_at: null } as const;

function toRow(
	{ roomId, clientId, kind, options }: NewMessage,
	{ threadId, quotedId, beside }: BeforeSending,
	{ source, html, paths }: WrittenText,
) {
	return {
		room_id: roomId,
		organisation_id: beside.organisation_id,
		client_id: clientId,
		kind,
		thread_id: threadId,
		quoted_id: quotedId,
		text: source,
		html,
		paths: JSON.stringify(paths),
		options: options ? JSON.stringify(options) : null,
		edited_at: null,
		removed: null,
		answer: 0,
		indexed: 0,
	};
}

function filesOf({ file }: NewMessage): readonly MessageFile[] {
	return file ? [{ ...file, url: fileUrl(file) }] : [];
}

function requireLeave(
	{ standing, recently, threadId, quotedId }: BeforeSending,
	message: NewMessage,
	{ mentions }: WrittenText,
): void {
	if (!standing.mayWrite || (mentions.all && !standing.mayMentionAll))
		throw new VerbundError('access.denied');
	if (recently >= mostInAMinute)
		throw new VerbundError('request.tooMany', { values: { minutes: 1 }, retryAfter: 60 });
	// Whoever names two things has both checked: a message is answered and quoted in its own room alone.
	if (message.threadId !== undefined && threadId === null) throw notFound();
	if (message.quotedId !== undefined && quotedId === null) throw notFound();
}

async function raiseNumbers(
	query: Query,
	roomId: string,
	{ number, event }: BeforeSending['next'],
	at: number,
): Promise<void> {
	await query
		.updateTable('chat_rooms')
		.set({ last_number: number, last_event: event, last_message_at: at })
		.where('id', '=', roomId)
		.execute();
}

/**
 * Statements that need nothing of each other travel together. All are over when this answers, so that none comes after
 * the end of a transaction that another one broke.
 */
async function allOf(statements: readonly Promise<unknown>[]): Promise<void> {
	for (const result of await Promise.allSettled(statements)) {
		if (result.status === 'rejected') throw result.reason;
	}
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
