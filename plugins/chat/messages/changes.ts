import { createId, notFound, sql, VerbundError, type Kysely, type PluginContext, type Reader } from 'verbund';
import { personIdOf } from '../person-id.ts';
import type { OpenRoom } from '../rooms/room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { ChatTables } from '../tables.ts';
import type { WrittenText } from './compose.ts';
import type { MessageIndex } from './message-index.ts';
import { messagePath } from './telling.ts';
import type { RoomLog } from './room-log.ts';

type Query = Kysely<ChatTables>;
type MessageRow = Awaited<ReturnType<typeof findMessage>>;

/** What happens to messages that are there. Each asks whether the reader may read the room, and throws `request.notFound`. */
export interface Changes {
	room(reader: Reader, roomId: string): Promise<OpenRoom>;
	/** The message with its room. */
	open(reader: Reader, messageId: string): Promise<{ readonly message: MessageRow; readonly room: OpenRoom }>;
	edit(reader: Reader, messageId: string, text: WrittenText): Promise<Changed>;
	/** Whoever wrote it takes it back; its number stays. */
	remove(reader: Reader, messageId: string): Promise<Changed>;
	/** Whoever looks after the room takes away what must not stand there. */
	hide(reader: Reader, messageId: string): Promise<Changed>;
	/** The same for a message that was reported, by somebody who need not be in the room. */
	hideReported(messageId: string): Promise<void>;
	react(reader: Reader, messageId: string, sign: string, isOn: boolean): Promise<Changed>;
	vote(reader: Reader, messageId: string, option: number): Promise<Changed>;
	/** Whether the reader may say that a message answers its question. */
	mayJudge(reader: Reader, threadId: string, room: OpenRoom): Promise<boolean>;
	/** For whoever asked, and for those who look after the room or answer for the item's owner. */
	markAnswer(reader: Reader, messageId: string, isAnswer: boolean): Promise<Changed>;
}

export interface Changed {
	readonly id: string;
	readonly roomId: string;
	readonly number: number;
}

interface ChangesParts {
	readonly rooms: Pick<Rooms, 'open'>;
	readonly log: RoomLog;
	readonly index: Pick<MessageIndex, 'forget'>;
}

export function createChanges(
	{
		access,
		content,
		files,
		notifications,
		storage,
	}: Pick<PluginContext, 'access' | 'content' | 'files' | 'notifications' | 'storage'>,
	{ rooms, log, index }: ChangesParts,
): Changes {
	const takeAway = createTakeAway({ files, index });
	const change = (
		reader: Reader,
		messageId: string,
		work: (transaction: Query, message: MessageRow, room: OpenRoom) => Promise<void>,
	): Promise<Changed> =>
		storage.transaction<ChatTables, Changed>(async (transaction) => {
			const { message, room } = await changes.open(reader, messageId);
			if (message.removed !== null) throw notFound();
			await work(transaction, message, room);
			await log.add(transaction, 'chat.messageChanged', { id: messageId, roomId: room.id });
			return { id: messageId, roomId: room.id, number: message.number };
		});

	const changes: Changes = {
		room: (reader, roomId) => rooms.open(reader, roomId),
		async open(reader, messageId) {
			const message = await findMessage(storage.query<ChatTables>(), messageId);
			return { message, room: await rooms.open(reader, message.room_id) };
		},
		edit: (reader, messageId, { source, html, paths, mentions }) =>
			change(reader, messageId, async (transaction, message, room) => {
				requireAuthor(reader, message);
				requireWriting(room);
				if (mentions.all && !room.mayMentionAll) throw new VerbundError('access.denied');
				if (message.text === source) return;
				await transaction
					.insertInto('chat_earlier_texts')
					.values({ id: createId(), message_id: messageId, text: message.text, until: Date.now() })
					.execute();
				await transaction
					.updateTable('chat_messages')
					.set({ text: source, html, paths: JSON.stringify(paths), edited_at: Date.now(), indexed: 0 })
					.where('id', '=', messageId)
					.execute();
				for (const { id } of mentions.people) {
					await transaction
						.insertInto('chat_mentions')
						.values({ message_id: messageId, person_id: id })
						.onConflict((conflict) => conflict.doNothing())
						.execute();
				}
			}),
		remove: (reader, messageId) =>
			change(reader, messageId, async (transaction, message) => {
				requireAuthor(reader, message);
				await takeAway(transaction, messageId, 'author');
			}),
		hide: (reader, messageId) =>
			change(reader, messageId, async (transaction, _message, room) => {
				if (!room.mayManage) throw new VerbundError('access.denied');
				await takeAway(transaction, messageId, 'moderator');
			}),
		async hideReported(messageId) {
			await storage.transaction<ChatTables, unknown>(async (transaction) => {
				const { room_id: roomId } = await findMessage(transaction, messageId);
				await takeAway(transaction, messageId, 'moderator');
				await log.add(transaction, 'chat.messageChanged', { id: messageId, roomId });
			});
		},
		react: (reader, messageId, sign, isOn) =>
			change(reader, messageId, async (transaction, _message, room) => {
				requireWriting(room);
				const reaction = { message_id: messageId, person_id: personIdOf(reader.actor), sign };
				if (isOn) {
					await transaction
						.insertInto('chat_reactions')
						.values(reaction)
						.onConflict((conflict) => conflict.doNothing())
						.execute();
					return;
				}
				await transaction
					.deleteFrom('chat_reactions')
					.where('message_id', '=', messageId)
					.where('person_id', '=', reaction.person_id)
					.where('sign', '=', sign)
					.execute();
			}),
		vote: (reader, messageId, option) =>
			change(reader, messageId, async (transaction, message, room) => {
				requireWriting(room);
				const options: readonly string[] = JSON.parse(message.options ?? '[]');
				if (option >= options.length) throw notFound();
				const vote = { message_id: messageId, person_id: personIdOf(reader.actor), option };
				await transaction
					.insertInto('chat_votes')
					.values(vote)
					.onConflict((conflict) => conflict.columns(['message_id', 'person_id']).doUpdateSet({ option }))
					.execute();
			}),
		async mayJudge(reader, threadId, room) {
			const question = await storage
				.query<ChatTables>()
				.selectFrom('chat_messages')
				.select('author_id')
				.where('id', '=', threadId)
				.where('kind', '=', 'question')
				.executeTakeFirst();
			return question !== undefined && isJudge(reader, question, room);
		},
		markAnswer: (reader, messageId, isAnswer) =>
			change(reader, messageId, async (transaction, message, room) => {
				const question = await transaction
					.selectFrom('chat_messages')
					.select(['id', 'author_id', 'number'])
					.where('id', '=', message.thread_id ?? '')
					.where('kind', '=', 'question')
					.executeTakeFirstOrThrow(notFound);
				if (!(await isJudge(reader, question, room))) throw new VerbundError('access.denied');
				await transaction
					.updateTable('chat_messages')
					.set({ answer: sql<number>`case when id = ${messageId} then ${isAnswer ? 1 : 0} else 0 end` })
					.where('thread_id', '=', question.id)
					.execute();
				await log.add(transaction, 'chat.messageChanged', { id: question.id, roomId: room.id });
				if (!isAnswer || question.author_id === null) return;
				await notifications.notify({
					kind: 'chat.answered',
					to: [question.author_id],
					by: personIdOf(reader.actor),
					path: messagePath(room.id, question.number),
					data: { room: room.id },
					key: question.id,
				});
			}),
	};
	return changes;

	/** Whoever asked, whoever looks after the room, and whoever writes for the owner of the item. */
	async function isJudge(
		{ actor }: Reader,
		question: { readonly author_id: string | null },
		{ itemId, mayManage }: OpenRoom,
	): Promise<boolean> {
		if (question.author_id === personIdOf(actor) || mayManage) return true;
		if (itemId === null) return false;
		return access.can(actor, 'content.write', await content.owner(actor, itemId).catch(() => undefined));
	}
}

async function findMessage(query: Query, messageId: string) {
	return query
		.selectFrom('chat_messages')
		.select(['id', 'room_id', 'number', 'author_id', 'thread_id', 'kind', 'text', 'options', 'removed'])
		.where('id', '=', messageId)
		.executeTakeFirstOrThrow(notFound);
}

function requireAuthor({ actor }: Reader, { author_id }: MessageRow): void {
	if (author_id === null || author_id !== personIdOf(actor)) throw new VerbundError('access.denied');
}

function requireWriting({ mayWrite }: OpenRoom): void {
	if (!mayWrite) throw new VerbundError('access.denied');
}

export type TakeAway = (
	transaction: Query,
	messageId: string,
	removed: 'author' | 'moderator' | 'erasure',
) => Promise<void>;

/** Its words, and all that hung on them; number, place and time stay, so that no conversation has a gap. */
export function createTakeAway({
	files,
	index,
}: {
	readonly files: Pick<PluginContext['files'], 'remove'>;
	readonly index: Pick<MessageIndex, 'forget'>;
}): TakeAway {
	return async (transaction, messageId, removed) => {
		for (const table of ['chat_earlier_texts', 'chat_mentions', 'chat_reactions', 'chat_votes'] as const) {
			await transaction.deleteFrom(table).where('message_id', '=', messageId).execute();
		}
		const sent = await transaction
			.deleteFrom('chat_files')
			.where('message_id', '=', messageId)
			.returning('file_id')
			.execute();
		for (const { file_id: file } of sent) await files.remove(file);
		await index.forget(transaction, [messageId]);
		await transaction
			.updateTable('chat_messages')
			.set({ text: '', html: '', paths: '[]', options: null, removed, answer: 0, indexed: 1 })
			.where('id', '=', messageId)
			.execute();
	};
}
