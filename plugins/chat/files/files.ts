import { isVerbundError, notFound, VerbundError, z, type Actor, type PluginContext } from 'verbund';
import { personIdOf } from '../person-id.ts';
import { readableBy } from '../rooms/readable-rooms.ts';
import type { ChatTables } from '../tables.ts';
import { longestAlternative } from './longest-alternative.ts';

type Bytes = ReturnType<PluginContext['files']['read']>;

/** Files that hang on messages: whoever may read the room may have them. */
export interface Files {
	/**
	 * Looks at what a person has sent, before the transaction; which file is refused, the path of the error's field says.
	 *
	 * @throws VerbundError `request.notFound`, `files.typeRefused` and what else speaks against a file
	 */
	examine(actor: Actor, sent: readonly SentFile[]): Promise<ExaminedFiles>;
	/**
	 * In the transaction: the uploads belong to the chat from now on.
	 *
	 * @throws VerbundError `files.budgetSpent`, and `request.notFound` for what belongs to another message already
	 */
	keep(actor: Actor, examined: ExaminedFiles): Promise<void>;
	/** @throws VerbundError `request.notFound` */
	open(actor: Actor, fileId: string): Promise<{ readonly file: KeptFile; readonly bytes: () => Bytes }>;
}

/** What a picture shows, for those who do not see it. */
export const alternative = z.string().trim().max(longestAlternative);

/** A file that was uploaded before. */
export const sentFile = z.strictObject({
	uploadId: z.string().min(1).max(64),
	alternative: alternative.default(''),
});

export type SentFile = z.output<typeof sentFile>;

export interface KeptFile {
	readonly id: string;
	readonly name: string;
	readonly mediaType: string;
	readonly size: number;
}

export interface StoredFile extends KeptFile {
	readonly alternative: string;
}

export interface ExaminedFiles {
	readonly files: readonly StoredFile[];
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
		async examine(actor, sent) {
			if (sent.length === 0) return { files: [], budget: 0 };
			const organisationId = actor.kind === 'person' ? actor.actingOrganisationId : null;
			const budget = Number(await settings.get('chat.fileBudget', { organisationId, personId: null }));
			const examined: StoredFile[] = [];
			for (const [index, { uploadId, alternative }] of sent.entries()) {
				examined.push({ ...(await examineOne(actor, uploadId, index)), alternative });
			}
			return { files: examined, budget };
		},
		async keep(actor, { files: examined, budget }) {
			if (examined.length === 0) return;
			const size = examined.reduce((sum, file) => sum + file.size, 0);
			if (budget > 0 && (await sizeOf(actor)) + size > budget * megabyte) {
				throw new VerbundError('files.budgetSpent', { values: { megabytes: budget } });
			}
			for (const { id } of examined) await content.attachments.uploads.release(personIdOf(actor), id);
		},
		async open(actor, fileId) {
			const file = await selectFiles()
				.innerJoin('chat_rooms', 'chat_rooms.id', 'chat_messages.room_id')
				.where('file_id', '=', fileId)
				.where('chat_messages.removed', 'is', null)
				.where(readableBy(actor))
				.executeTakeFirstOrThrow(notFound);
			return { file, bytes: () => files.read(fileId) };
		},
	};

	/** One that belongs to a message already is not looked at again: the message may have come a second time. */
	async function examineOne(actor: Actor, uploadId: string, index: number): Promise<KeptFile> {
		const known = await selectFiles()
			.where('file_id', '=', uploadId)
			.where('author_id', '=', personIdOf(actor))
			.executeTakeFirst();
		if (known) return known;
		const { id, name, mediaType, size } = await content.attachments
			.examine(actor, uploadId)
			.catch((error: unknown) => {
				if (!isVerbundError(error)) throw error;
				const { code, reason, values } = error;
				const field = { path: `files.${index}`, message: reason ?? `error.${code}`, values };
				throw new VerbundError(code, {
					...(reason === undefined ? {} : { reason }),
					values,
					fields: [field],
				});
			});
		return { id, name, mediaType, size };
	}

	function selectFiles() {
		return storage
			.query<ChatTables>()
			.selectFrom('chat_files')
			.innerJoin('chat_messages', 'chat_messages.id', 'chat_files.message_id')
			.select(['file_id as id', 'chat_files.name', 'media_type as mediaType', 'size']);
	}

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
