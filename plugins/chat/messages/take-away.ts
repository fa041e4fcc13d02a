import type { Kysely, PluginContext } from 'verbund';
import type { ChatTables } from '../tables.ts';
import type { MessageIndex } from './message-index.ts';

type TakeAway = (
	transaction: Kysely<ChatTables>,
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
