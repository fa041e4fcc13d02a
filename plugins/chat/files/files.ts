import { notFound, VerbundError, type Actor, type PluginContext } from 'verbund';
import type { StoredFile } from '../messages/send.ts';
import { personIdOf } from '../person-id.ts';
import { readableBy } from '../rooms/readable-rooms.ts';
import type { ChatTables } from '../tables.ts';

type Bytes = ReturnType<PluginContext['files']['read']>;

/** Files that hang on messages: whoever may read the room may have them. */
export interface Files {
	/** Looks at what a person has sent, before the transaction. @throws VerbundError `request.notFound`, `files.typeRefused` */
	examine(actor: Actor, uploadId: string): Promise<ExaminedFile>;
	/** In the transaction: the upload belongs to the chat from now on. @throws VerbundError `files.budgetSpent` */
	keep(actor: Actor, examined: ExaminedFile): Promise<void>;
	/** @throws VerbundError `request.notFound` */
	open(actor: Actor, fileId: string): Promise<{ readonly file: StoredFile; readonly bytes: () => Bytes }>;
}

export interface ExaminedFile {
	readonly file: StoredFile;
	/** Megabytes that the files of this person may take, in all rooms; 0 for as many as they like. */
	readonly budget: number;
}

const megabyte = 1_000_000;

export function createFiles({
	content,
	files,
	settings,
	storage,
}: Pick<PluginContext, 'content' | 'files' | 'settings' | 'storage'>): Files {
	return {
		async examine(actor, uploadId) {
			const { id, name, mediaType, size } = await content.attachments.examine(actor, uploadId);
			const organisationId = actor.kind === 'person' ? actor.actingOrganisationId : null;
			const budget = Number(await settings.get('chat.fileBudget', { organisationId, personId: null }));
			return { file: { id, name, mediaType, size }, budget };
		},
		async keep(actor, { file, budget }) {
			if (budget > 0 && (await sizeOf(actor)) + file.size > budget * megabyte) {
				throw new VerbundError('files.budgetSpent', { values: { megabytes: budget } });
			}
			await content.attachments.uploads.release(personIdOf(actor), file.id);
		},
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

	/** Bytes of all that somebody has sent and that is there still. */
	async function sizeOf(actor: Actor): Promise<number> {
		const { size } = await storage
			.query<ChatTables>()
			.selectFrom('chat_files')
			.innerJoin('chat_messages', 'chat_messages.id', 'chat_files.message_id')
			.select(({ fn }) => fn.sum<number | null>('size').as('size'))
			.where('author_id', '=', personIdOf(actor))
			.executeTakeFirstOrThrow();
		return Number(size ?? 0);
	}
}
