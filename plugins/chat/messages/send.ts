import { createId, notFound, VerbundError, type Kysely, type PluginContext, type Reader } from 'verbund';
import type { ExaminedFiles, Files, StoredFile } from '../files/files.ts';
import { personIdOf } from '../person-id.ts';
import type { ChatTables } from '../tables.ts';
import { requireMentioning } from './changes.ts';
import { homeOf, readBeforeSending, type BeforeSending } from './before-sending.ts';
import type { WrittenText } from './compose.ts';
import { toFiles } from './read-belongings.ts';
import { toMessage } from './read-messages.ts';
import type { RoomLog } from './room-log.ts';
import { storeMessage } from './store-message.ts';
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
			const id = createId();
			const row = { id, author_id: personIdOf(actor), created_at: Date.now(), ...toRow(message, text) };
			// One journey to the writing thread: what is read decides whether what is written stays.
			const before = await firstOf(
				readBeforeSending(access, transaction, actor, message),
				storeMessage(transaction, row, homeOf(actor)),
			);
			if (before.sent) {
				if (before.sent.roomId !== roomId) throw new VerbundError('command.keyReused');
				return before.sent;
			}
			requireLeave(before, message, text);
			const { next, threadId, beside } = before;
			const sentFiles = message.files?.files ?? [];
			if (message.files) await files.keep(actor, message.files);
			await addMentions(transaction, id, text);
			await addFiles(transaction, id, sentFiles);
			const stored = { ...row, number: next.number, thread_id: threadId, ...beside, ...unanswered };
			await log.tellNew(next.event, { ...toMessage(stored), files: toFiles(sentFiles) });
			const told = { id, number: next.number, threadId };
			await telling.sent(transaction, {
				actor,
				room: { id: roomId, kind: before.kind },
				message: told,
				text,
			});
			return { id, roomId, number: next.number };
		});
}

const unanswered = {
	edited_at: null,
	removed: null,
	answer: 0,
	answered: 0,
	replies: 0,
	last_reply_at: null,
} as const;

function toRow(
	{ roomId, clientId, kind, options, threadId, quotedId }: NewMessage,
	{ source, html, paths }: WrittenText,
) {
	return {
		room_id: roomId,
		client_id: clientId,
		kind,
		thread_id: threadId ?? null,
		quoted_id: quotedId ?? null,
		text: source,
		html,
		paths: JSON.stringify(paths),
		options: options ? JSON.stringify(options) : null,
	};
}

function requireLeave(
	{ standing, recently, threadId, quotedId }: BeforeSending,
	message: NewMessage,
	{ mentions }: WrittenText,
): void {
	if (!standing.mayWrite) throw new VerbundError('access.denied');
	requireMentioning(standing, mentions);
	if (recently >= mostInAMinute)
		throw new VerbundError('request.tooMany', { values: { minutes: 1 }, retryAfter: 60 });
	// Whoever names two things has both checked: a message is answered and quoted in its own room alone.
	if (message.threadId !== undefined && threadId === null) throw notFound();
	if (message.quotedId !== undefined && quotedId === null) throw notFound();
}

/**
 * Answers the first when all are over: nothing comes after the end of a transaction that one of them broke. If the first
 * fails, why the others did does not matter.
 */
async function firstOf<First>(first: Promise<First>, others: readonly Promise<unknown>[]): Promise<First> {
	for (const result of await Promise.allSettled([first, ...others])) {
		if (result.status === 'rejected') throw result.reason;
	}
	return first;
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
