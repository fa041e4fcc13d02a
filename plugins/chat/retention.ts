import { defineJob, sql, z, type PluginContext } from 'verbund';
import type { MessageIndex } from './messages/message-index.ts';
import type { ChatTables } from './tables.ts';

const day = 24 * 60 * 60_000;
const mostAtOnce = 500;

/**
 * Deletes what a room keeps no longer; the numbers of its events stay, so that no browser waits for what is gone.
 * Questions that wait for an answer are conversation like all others; what should stay belongs into a text. Where
 * nothing is due, it writes nothing.
 */
export function createRetention(
	{ files, storage }: Pick<PluginContext, 'files' | 'storage'>,
	index: Pick<MessageIndex, 'forget'>,
) {
	return defineJob({
		input: z.strictObject({}),
		async run({ signal }) {
			for (;;) {
				signal.throwIfAborted();
				const ids = await findOld();
				if (ids.length === 0) return;
				const kept = await filesOf(ids);
				await storage.transaction<ChatTables, unknown>(
					async (transaction) => {
						await index.forget(transaction, ids);
						await transaction.deleteFrom('chat_messages').where('id', 'in', ids).execute();
					},
					{ quiet: true },
				);
				for (const id of kept) await files.remove(id);
			}
		},
	});

	async function findOld(): Promise<readonly string[]> {
		const { rows } = await sql<{ id: string }>`select chat_messages.id from chat_messages
			join chat_rooms on chat_rooms.id = chat_messages.room_id
			where chat_rooms.retention_days > 0
				and chat_messages.created_at < ${Date.now()} - chat_rooms.retention_days * cast(${day} as bigint)
			limit ${mostAtOnce}`.execute(storage.query<ChatTables>());
		return rows.map(({ id }) => id);
	}

	async function filesOf(messageIds: readonly string[]): Promise<readonly string[]> {
		const rows = await storage
			.query<ChatTables>()
			.selectFrom('chat_files')
			.select('file_id')
			.where('message_id', 'in', [...messageIds])
			.execute();
		return rows.map((row) => row.file_id);
	}
}
