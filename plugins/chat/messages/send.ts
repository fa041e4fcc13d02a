import { createId, notFound, VerbundError, type Kysely, type PluginContext, type Reader } from 'verbund';
import type { ExaminedFiles, Files, StoredFile } from '../files/files.ts';
import { personIdOf } from '../person-id.ts';
import { noteRead } from '../rooms/reading.ts';
import type { ChatTables } from '../tables.ts';
import { readBeforeSending, type BeforeSending } from './before-sending.ts';
import type { WrittenText } from './compose.ts';
import { toFiles } from './read-belongings.ts';
import { toMessage } from './read-messages.ts';
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
	readonly files?: ExaminedFiles;
}

export interface SentMessage {
	readonly id: string;
	readonly roomId: string;
	readonly number: number;
}

export type Send = (reader: Reader, message: NewMessage, text: WrittenText) => Promise<SentMessage>;

interface SendParts {
	readonly files: Pick<Files, 'keep'>;
	readonly log: RoomLog;
	readonly telling: Telling;
}

/** Messages of one person within a minute. */
const mostInAMinute = 60;

/**
 * Puts a message into a room: rights, number and event in the transaction that runs. One that is there already, by its
 * client's id, is answered again.
 */
export function createSend(
	{ access, storage }: { access: Pick<PluginContext['access'], 'can'>; storage: PluginContext['storage'] },
	{ files, log, telling }: SendParts,
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
			const sentFiles = message.files?.files ?? [];
			if (message.files) await files.keep(actor, message.files);
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
			const data = { ...toMessage({ ...row, ...before.beside, ...unanswered }), files: toFiles(sentFiles) };
			await allOf([
				raiseNumbers(transaction, roomId, before.next, at),
				transaction.insertInto('chat_messages').values(row).execute(),
				log.addNew(transaction, event, data),
				noteRead(transaction, personId, roomId, number),
			]);
			await addMentions(transaction, id, text);
			await addFiles(transaction, id, sentFiles);
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

async function addFiles(query: Query, messageId: string, files: readonly StoredFile[]): Promise<void> {
	if (files.length === 0) return;
	await query
		.insertInto('chat_files')
		.values(
			files.map(({ id, name, mediaType, size, alternative }) => ({
				...{ file_id: id, message_id: messageId, name, media_type: mediaType, size, alternative },
			})),
		)
		.execute();
}
