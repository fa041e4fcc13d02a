import { notFound, type Reader } from 'verbund';
import { requireAuthor, requireWriting, type Changed, type Changes } from '../messages/changes.ts';

interface Description {
	readonly fileId: string;
	readonly alternative: string;
}

/** @throws VerbundError `access.denied` for others than whoever sent the message, `request.notFound` for a file of another one */
export type Describe = (
	reader: Reader,
	messageId: string,
	descriptions: readonly Description[],
) => Promise<Changed>;

/** What pictures show, said after they were sent. */
export function createDescribe({ change }: Pick<Changes, 'change'>): Describe {
	return (reader, messageId, descriptions) =>
		change(reader, messageId, async (transaction, message, room) => {
			requireAuthor(reader, message);
			requireWriting(room);
			for (const { fileId, alternative } of descriptions) {
				const { numUpdatedRows } = await transaction
					.updateTable('chat_files')
					.set({ alternative })
					.where('file_id', '=', fileId)
					.where('message_id', '=', messageId)
					.executeTakeFirst();
				if (numUpdatedRows === 0n) throw notFound();
			}
			// The search finds pictures by what they show.
			await transaction
				.updateTable('chat_messages')
				.set({ indexed: 0 })
				.where('id', '=', messageId)
				.execute();
		});
}
