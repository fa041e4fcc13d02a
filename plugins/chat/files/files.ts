import { notFound, type Actor, type PluginContext } from 'verbund';
import { readableBy } from '../rooms/readable-rooms.ts';
import type { StoredFile } from '../messages/send.ts';
import { personIdOf } from '../person-id.ts';
import type { ChatTables } from '../tables.ts';

type Bytes = ReturnType<PluginContext['files']['read']>;

/** Files that hang on messages: whoever may read the room may have them. */
export interface Files {
	/** Looks at what a person has sent, before the transaction. @throws VerbundError `request.notFound`, `files.typeRefused` */
	examine(actor: Actor, uploadId: string): Promise<StoredFile>;
	/** In the transaction: the upload belongs to the chat from now on. */
	keep(actor: Actor, file: StoredFile): Promise<void>;
	/** @throws VerbundError `request.notFound` */
	open(actor: Actor, fileId: string): Promise<{ readonly file: StoredFile; readonly bytes: () => Bytes }>;
}

export function createFiles({
	content,
	files,
	storage,
}: Pick<PluginContext, 'content' | 'files' | 'storage'>): Files {
	return {
		async examine(actor, uploadId) {
			const { id, name, mediaType, size } = await content.attachments.examine(actor, uploadId);
			return { id, name, mediaType, size };
		},
		keep: (actor, { id }) => content.attachments.uploads.release(personIdOf(actor), id),
		async open(actor, fileId) {
			const file = await storage
				.query<ChatTables>()
				.selectFrom('chat_files')
				.innerJoin('chat_messages', 'chat_messages.id', 'chat_files.message_id')
				.innerJoin('chat_rooms', 'chat_rooms.id', 'chat_messages.room_id')
				.select(['file_id as id', 'chat_files.name', 'media_type as mediaType', 'size'])
				.where('file_id', '=', fileId)
				.where('chat_messages.removed', 'is', null)
				.where(readableBy(actor))
				.executeTakeFirstOrThrow(notFound);
			return { file, bytes: () => files.read(fileId) };
		},
	};
}
