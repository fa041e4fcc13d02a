import { notFound, nullIfMissing, sql, VerbundError, type PluginContext, type Reader } from 'verbund';
import { personIdOf } from '../person-id.ts';
import type { OpenRoom } from '../rooms/room.ts';
import type { Changed, Changes } from './changes.ts';
import type { Message } from './message.ts';
import type { RoomLog } from './room-log.ts';
import { messagePath } from './telling.ts';

/** A message that may be a question. */
export type Question = Pick<Message, 'kind' | 'authorId'>;

/** Which message answers a question. */
export interface Answers {
	/** Whether the reader may say which message answers it. */
	mayJudge(reader: Reader, question: Question, room: OpenRoom): Promise<boolean>;
	/** For whoever asked, and for those who look after the room or answer for the item's owner. */
	markAnswer(reader: Reader, messageId: string, isAnswer: boolean): Promise<Changed>;
}

interface AnswerParts {
	readonly changes: Pick<Changes, 'change'>;
	readonly log: Pick<RoomLog, 'add'>;
}

export function createAnswers(
	{ access, content, notifications }: Pick<PluginContext, 'access' | 'content' | 'notifications'>,
	{ changes, log }: AnswerParts,
): Answers {
	return {
		mayJudge: async (reader, question, room) =>
			question.kind === 'question' && isJudge(reader, question.authorId, room),
		markAnswer: (reader, messageId, isAnswer) =>
			changes.change(reader, messageId, async (transaction, message, room) => {
				const question = await transaction
					.selectFrom('chat_messages')
					.select(['id', 'author_id', 'number'])
					.where('id', '=', message.thread_id ?? '')
					.where('kind', '=', 'question')
					.executeTakeFirstOrThrow(notFound);
				if (!(await isJudge(reader, question.author_id, room))) throw new VerbundError('access.denied');
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
		asker: string | null,
		{ itemId, mayManage }: OpenRoom,
	): Promise<boolean> {
		if (asker === personIdOf(actor) || mayManage) return true;
		if (itemId === null) return false;
		const owner = await content.owner(actor, itemId).catch(nullIfMissing);
		return owner !== null && access.can(actor, 'content.write', owner);
	}
}
