import { defineCommand, z } from 'verbund';
import type { Compose } from '../messages/compose.ts';
import { longestText } from '../messages/longest-text.ts';
import { id, unwatched } from '../messages/message-commands.ts';
import type { MessageIndex } from '../messages/message-index.ts';
import type { Send } from '../messages/send.ts';
import { sentFile, type Files } from './files.ts';

interface Parts {
	readonly compose: Compose;
	readonly send: Send;
	readonly files: Files;
	readonly index: Pick<MessageIndex, 'soon'>;
}

export function createFileCommands({ compose, send, files, index }: Parts) {
	return {
		/** A message with one file, from the page that sends them; without words of its own it goes by the name of the file. */
		sendFile: defineCommand({
			input: sentFile.extend({
				roomId: id,
				text: z.string().trim().max(longestText).default(''),
				threadId: id.optional(),
			}),
			async prepare({ actor }, { text, ...sent }) {
				return { files: await files.examine(actor, [sent]), text: await compose(actor, text) };
			},
			async run({ reader }, { roomId, uploadId, threadId }, { files: examined, text }) {
				const message = { roomId, clientId: uploadId, threadId, kind: 'message', files: examined } as const;
				const sent = await send(reader, message, text);
				await index.soon();
				return sent;
			},
			...unwatched,
		}),
	};
}
