import { defineCommand, z } from 'verbund';
import type { Compose } from '../messages/compose.ts';
import { longestText } from '../messages/longest-text.ts';
import { id, unwatched } from '../messages/message-commands.ts';
import type { MessageIndex } from '../messages/message-index.ts';
import type { Send } from '../messages/send.ts';
import type { Files } from './files.ts';

interface Parts {
	readonly compose: Compose;
	readonly send: Send;
	readonly files: Files;
	readonly index: Pick<MessageIndex, 'soon'>;
}

export function createFileCommands({ compose, send, files, index }: Parts) {
	return {
		/** A message with a file that was uploaded before; without words of its own it goes by the name of the file. */
		sendFile: defineCommand({
			input: z.strictObject({
				roomId: id,
				uploadId: id,
				text: z.string().trim().max(longestText).default(''),
				threadId: id.optional(),
			}),
			async prepare({ actor }, { uploadId, text }) {
				return { examined: await files.examine(actor, uploadId), text: await compose(actor, text) };
			},
			async run({ actor, reader }, { roomId, uploadId, threadId }, { examined, text }) {
				await files.keep(actor, examined);
				const { file } = examined;
				const message = { roomId, clientId: uploadId, threadId, kind: 'message', file } as const;
				const sent = await send(reader, message, text);
				await index.soon();
				return sent;
			},
			...unwatched,
		}),
	};
}
