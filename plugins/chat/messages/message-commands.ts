import { defineCommand, VerbundError, z, type Actor, type PluginContext } from 'verbund';
import { sentFile, type Files, type SentFile } from '../files/files.ts';
import { mostFiles } from '../files/most-files.ts';
import { personIdOf } from '../person-id.ts';
import type { ItemRooms } from '../rooms/item-rooms.ts';
import { readUpTo } from '../rooms/reading.ts';
import type { Answers } from './answers.ts';
import type { Changes } from './changes.ts';
import type { Compose } from './compose.ts';
import { longestText } from './longest-text.ts';
import type { MessageIndex } from './message-index.ts';
import { signs } from './signs.ts';
import type { Send } from './send.ts';
import type { ChatTables } from '../tables.ts';

export const id = z.string().min(1).max(64);
const clientId = z.uuid();
const writing = z.string().trim().max(longestText);
const words = writing.min(1);
const sentFiles = z.array(sentFile).max(mostFiles).default([]);
const option = z.string().trim().min(1).max(200);

/** What is said is watched by nobody, and changes nothing that is kept. */
export const unwatched = { audit: false, quiet: true } as const;

/** Done twice, it is as if it were done once: nobody need remember that it was. */
export const repeatable = { ...unwatched, knowsRetries: true } as const;

interface Parts {
	readonly compose: Compose;
	readonly send: Send;
	readonly changes: Changes;
	readonly answers: Answers;
	readonly itemRooms: ItemRooms;
	readonly files: Pick<Files, 'examine'>;
	readonly index: Pick<MessageIndex, 'soon'>;
}

/** What people say, and what they do with what was said. */
export function createMessageCommands(
	context: Pick<PluginContext, 'storage' | 'realtime'>,
	{ compose, send: sendMessage, changes, answers, itemRooms, files, index }: Parts,
) {
	const send: Send = async (...message) => {
		const sent = await sendMessage(...message);
		await index.soon();
		return sent;
	};
	const composeText = ({ actor }: { actor: Actor }, { text }: { text: string }) => compose(actor, text);
	const prepare = async (by: { actor: Actor }, said: { text: string; files: readonly SentFile[] }) => ({
		text: await composeText(by, said),
		files: await files.examine(by.actor, said.files),
	});
	return {
		send: defineCommand({
			input: z
				.strictObject({
					...{ roomId: id, clientId, files: sentFiles, text: writing.default('') },
					...{ threadId: id.optional(), quotedId: id.optional() },
				})
				.refine(({ text, files: sent }) => text !== '' || sent.length > 0, {
					...{ path: ['text'], message: 'field.required' },
				}),
			prepare,
			run: ({ reader }, { text: _, ...message }, { text, files: examined }) =>
				send(reader, { ...message, kind: 'message', files: examined }, text),
			...repeatable,
		}),
		/** A question about an item, in its conversation. */
		ask: defineCommand({
			input: z.strictObject({ itemId: id, clientId, files: sentFiles, text: words }),
			prepare,
			async run({ reader }, { itemId, clientId: sent }, { text, files: examined }) {
				const roomId = await itemRooms.ensure(reader, itemId);
				return send(reader, { roomId, clientId: sent, kind: 'question', files: examined }, text);
			},
			// The item's page shows open questions, so kept pages of it are not good any more.
			audit: false,
		}),
		startPoll: defineCommand({
			input: z.strictObject({
				roomId: id,
				clientId,
				text: words,
				options: z.array(option).min(2).max(10),
			}),
			prepare: composeText,
			run: ({ reader }, { roomId, clientId: sent, options }, text) =>
				send(reader, { roomId, clientId: sent, kind: 'poll', options }, text),
			...unwatched,
		}),
		vote: defineCommand({
			input: z.strictObject({ messageId: id, option: z.int().min(0).max(9) }),
			run: ({ reader }, input) => changes.vote(reader, input.messageId, input.option),
			...repeatable,
		}),
		edit: defineCommand({
			input: z.strictObject({ messageId: id, text: writing }),
			prepare: composeText,
			async run({ reader }, { messageId }, text) {
				const changed = await changes.edit(reader, messageId, text);
				await index.soon();
				return changed;
			},
			// A question of an item may be on its page.
			audit: false,
		}),
		remove: defineCommand({
			input: z.strictObject({ messageId: id }),
			run: ({ reader }, { messageId }) => changes.remove(reader, messageId),
			audit: false,
		}),
		react: defineCommand({
			input: z.strictObject({ messageId: id, sign: z.enum(signs) }),
			run: ({ reader }, { messageId, sign }) => changes.react(reader, messageId, sign, true),
			...repeatable,
		}),
		takeBackReaction: defineCommand({
			input: z.strictObject({ messageId: id, sign: z.enum(signs) }),
			run: ({ reader }, { messageId, sign }) => changes.react(reader, messageId, sign, false),
			...repeatable,
		}),
		acceptAnswer: defineCommand({
			input: z.strictObject({ messageId: id }),
			run: ({ reader }, { messageId }) => answers.markAnswer(reader, messageId, true),
			audit: false,
		}),
		withdrawAnswer: defineCommand({
			input: z.strictObject({ messageId: id }),
			run: ({ reader }, { messageId }) => answers.markAnswer(reader, messageId, false),
			audit: false,
		}),
		/** How far the person has read, on all of their devices; nobody else is told. */
		markRead: defineCommand({
			input: z.strictObject({ roomId: id, number: z.int().min(0) }),
			async run({ actor, reader }, { roomId, number }) {
				const isNoted = await context.storage.transaction<ChatTables, boolean>((transaction) =>
					readUpTo(transaction, actor, roomId, number),
				);
				if (!isNoted) {
					await changes.room(reader, roomId);
					throw new VerbundError('command.inputInvalid');
				}
				await context.realtime.tell([personIdOf(actor)], {
					event: 'chat.readUpTo',
					data: { roomId, number },
				});
				return {};
			},
			...repeatable,
		}),
	};
}
