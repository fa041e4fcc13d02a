import { createId, notFound, VerbundError, type Kysely, type PluginContext, type Reader } from 'verbund';
import { personIdOf } from '../person-id.ts';
import type { OpenRoom } from '../rooms/room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { ChatTables } from '../tables.ts';
import type { WrittenText } from './compose.ts';
import type { MessageIndex } from './message-index.ts';
import { createTakeAway } from './take-away.ts';
import type { RoomLog } from './room-log.ts';

type Query = Kysely<ChatTables>;
type MessageRow = Awaited<ReturnType<typeof findMessage>>;
type Work = (transaction: Query, message: MessageRow, room: OpenRoom) => Promise<void>;

/** What happens to messages that are there. Each asks whether the reader may read the room, and throws `request.notFound`. */
export interface Changes {
	room(reader: Reader, roomId: string): Promise<OpenRoom>;
	/** In one transaction, for a message that is there still; those who look at the room hear of it. */
	change(reader: Reader, messageId: string, work: Work): Promise<Changed>;
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
	{ files, storage }: Pick<PluginContext, 'files' | 'storage'>,
	{ rooms, log, index }: ChangesParts,
): Changes {
	const takeAway = createTakeAway({ files, index });
	const change = (reader: Reader, messageId: string, work: Work): Promise<Changed> =>
		storage.transaction<ChatTables, Changed>(async (transaction) => {
			const { message, room } = await changes.open(reader, messageId);
			if (message.removed !== null) throw notFound();
			await work(transaction, message, room);
			await log.add(transaction, 'chat.messageChanged', { id: messageId, roomId: room.id });
			return { id: messageId, roomId: room.id, number: message.number };
		});

	const changes: Changes = {
		room: (reader, roomId) => rooms.open(reader, roomId),
		change,
		async open(reader, messageId) {
			const message = await findMessage(storage.query<ChatTables>(), messageId);
			return { message, room: await rooms.open(reader, message.room_id) };
		},
		edit: (reader, messageId, { source, html, paths, mentions }) =>
			change(reader, messageId, async (transaction, message, room) => {
				requireAuthor(reader, message);
				requireWriting(room);
				requireMentioning(room, mentions);
				if (source === '' && !(await hasFiles(transaction, messageId))) {
					const field = { path: 'text', message: 'field.required' };
					throw new VerbundError('command.inputInvalid', { fields: [field] });
				}
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
	};
	return changes;
}

async function findMessage(query: Query, messageId: string) {
	return query
		.selectFrom('chat_messages')
		.select(['id', 'room_id', 'number', 'author_id', 'thread_id', 'kind', 'text', 'options', 'removed'])
		.where('id', '=', messageId)
		.executeTakeFirstOrThrow(notFound);
}

async function hasFiles(query: Query, messageId: string): Promise<boolean> {
	const file = await query
		.selectFrom('chat_files')
		.select('file_id')
		.where('message_id', '=', messageId)
		.executeTakeFirst();
	return file !== undefined;
}

export function requireAuthor({ actor }: Reader, { author_id }: MessageRow): void {
	if (author_id === null || author_id !== personIdOf(actor)) throw new VerbundError('access.denied');
}

export function requireWriting({ mayWrite }: OpenRoom): void {
	if (!mayWrite) throw new VerbundError('access.denied');
}

/** Everybody in a room at once is not for everybody. */
export function requireMentioning(
	{ mayMentionAll }: Pick<OpenRoom, 'mayMentionAll'>,
	{ all }: WrittenText['mentions'],
): void {
	if (all && !mayMentionAll) throw new VerbundError('access.denied', { reason: 'chat.mayNotMentionAll' });
}
