import { defineCommand, z } from 'verbund';
import type { Compose } from '../messages/compose.ts';
import { longestText } from '../messages/longest-text.ts';
import { id, repeatable, unwatched } from '../messages/message-commands.ts';
import type { MessageIndex } from '../messages/message-index.ts';
import type { Send } from '../messages/send.ts';
import type { Describe } from './descriptions.ts';
import { alternative, sentFile, type Files } from './files.ts';
import { mostFiles } from './most-files.ts';

interface Parts {
	readonly compose: Compose;
	readonly send: Send;
	readonly files: Files;
	readonly describe: Describe;
	readonly index: Pick<MessageIndex, 'soon'>;
}

export function createFileCommands({ compose, send, files, describe, index }: Parts) {
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
		describePictures: defineCommand({
			input: z.strictObject({
				messageId: id,
				files: z
					.array(z.strictObject({ fileId: id, alternative }))
					.min(1)
					.max(mostFiles),
			}),
			async run({ reader }, { messageId, files: described }) {
				const changed = await describe(reader, messageId, described);
				await index.soon();
				return changed;
			},
			...repeatable,
		}),
	};
}
