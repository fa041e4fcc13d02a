import { notFound, sql, VerbundError, type PluginContext, type Reader } from 'verbund';
import { personIdOf } from '../person-id.ts';
import type { OpenRoom } from '../rooms/room.ts';
import type { ChatTables } from '../tables.ts';
import type { Changed, Changes } from './changes.ts';
import type { RoomLog } from './room-log.ts';
import { messagePath } from './telling.ts';

/** Which message answers a question. */
export interface Answers {
	/** Whether the reader may say that a message answers its question. */
	mayJudge(reader: Reader, threadId: string, room: OpenRoom): Promise<boolean>;
	/** For whoever asked, and for those who look after the room or answer for the item's owner. */
	markAnswer(reader: Reader, messageId: string, isAnswer: boolean): Promise<Changed>;
}

interface AnswerParts {
	readonly changes: Pick<Changes, 'change'>;
	readonly log: Pick<RoomLog, 'add'>;
}

export function createAnswers(
	{
		access,
		content,
		notifications,
		storage,
	}: Pick<PluginContext, 'access' | 'content' | 'notifications' | 'storage'>,
	{ changes, log }: AnswerParts,
): Answers {
	return {
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
			changes.change(reader, messageId, async (transaction, message, room) => {
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
