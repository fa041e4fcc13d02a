import { defineCommand, VerbundError, z, type Actor, type PluginContext } from 'verbund';
import { personIdOf } from '../person-id.ts';
import type { ItemRooms } from '../rooms/item-rooms.ts';
import type { Changes } from './changes.ts';
import type { Compose } from './compose.ts';
import { longestText } from './longest-text.ts';
import type { MessageIndex } from './message-index.ts';
import { signs } from './signs.ts';
import { noteRead, type Send } from './send.ts';
import type { ChatTables } from '../tables.ts';

export const id = z.string().min(1).max(64);
const clientId = z.uuid();
const words = z.string().trim().min(1).max(longestText);
const option = z.string().trim().min(1).max(200);

/** What is said is watched by nobody, and changes nothing that is kept. */
export const unwatched = { audit: false, quiet: true } as const;

interface Parts {
	readonly compose: Compose;
	readonly send: Send;
	readonly changes: Changes;
	readonly itemRooms: ItemRooms;
	readonly index: Pick<MessageIndex, 'soon'>;
}

/** What people say, and what they do with what was said. */
export function createMessageCommands(
	context: Pick<PluginContext, 'storage' | 'realtime'>,
	{ compose, send: sendMessage, changes, itemRooms, index }: Parts,
) {
	const send: Send = async (...message) => {
		const sent = await sendMessage(...message);
		await index.soon();
		return sent;
	};
	const composeText = ({ actor }: { actor: Actor }, { text }: { text: string }) => compose(actor, text);
	return {
		send: defineCommand({
			input: z.strictObject({
				roomId: id,
				clientId,
				text: words,
				threadId: id.optional(),
				quotedId: id.optional(),
			}),
			prepare: composeText,
			run: ({ reader }, { text: _, ...message }, text) => send(reader, { ...message, kind: 'message' }, text),
			...unwatched,
			knowsRetries: true,
		}),
		/** A question about an item, in its conversation. */
		ask: defineCommand({
			input: z.strictObject({ itemId: id, clientId, text: words }),
			prepare: composeText,
			async run({ reader }, { itemId, clientId: sent }, text) {
				const roomId = await itemRooms.ensure(reader, itemId);
				return send(reader, { roomId, clientId: sent, kind: 'question' }, text);
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
			...unwatched,
		}),
		edit: defineCommand({
			input: z.strictObject({ messageId: id, text: words }),
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
			...unwatched,
		}),
		takeBackReaction: defineCommand({
			input: z.strictObject({ messageId: id, sign: z.enum(signs) }),
			run: ({ reader }, { messageId, sign }) => changes.react(reader, messageId, sign, false),
			...unwatched,
		}),
		acceptAnswer: defineCommand({
			input: z.strictObject({ messageId: id }),
			run: ({ reader }, { messageId }) => changes.markAnswer(reader, messageId, true),
			audit: false,
		}),
		withdrawAnswer: defineCommand({
			input: z.strictObject({ messageId: id }),
			run: ({ reader }, { messageId }) => changes.markAnswer(reader, messageId, false),
			audit: false,
		}),
		/** How far the person has read, on all of their devices; nobody else is told. */
		markRead: defineCommand({
			input: z.strictObject({ roomId: id, number: z.int().min(0) }),
			async run({ actor, reader }, { roomId, number }) {
				const personId = personIdOf(actor);
				const room = await changes.room(reader, roomId);
				if (number > room.lastNumber) throw new VerbundError('command.inputInvalid');
				await context.storage.transaction<ChatTables, unknown>((transaction) =>
					noteRead(transaction, personId, roomId, number),
				);
				await context.realtime.tell([personId], { event: 'chat.readUpTo', data: { roomId, number } });
				return {};
			},
			...unwatched,
		}),
	};
}
