import { sql, type Kysely, type PersonalDataHandler, type PluginContext } from 'verbund';
import type { MessageIndex } from './messages/message-index.ts';
import { createTakeAway } from './messages/take-away.ts';
import type { ChatTables } from './tables.ts';

/**
 * Erased, a person's words go with them: what somebody said in passing is theirs, and what colleagues need is in a text.
 * The places stay empty in the conversation, so that the answers of others still make sense. Where others wrote the
 * name behind an `@`, it goes too.
 */
export function createPersonalData(
	{ files, markdown, storage }: Pick<PluginContext, 'files' | 'markdown' | 'storage'>,
	index: Pick<MessageIndex, 'forget'>,
): PersonalDataHandler {
	const takeAway = createTakeAway({ files, index });
	return {
		async export(personId) {
			const query = storage.query<ChatTables>();
			return {
				messages: await messagesOf(query, personId),
				earlierTexts: await query
					.selectFrom('chat_earlier_texts')
					.innerJoin('chat_messages', 'chat_messages.id', 'chat_earlier_texts.message_id')
					.select(['message_id as message', 'chat_earlier_texts.text', 'until'])
					.where('author_id', '=', personId)
					.execute(),
				files: await query
					.selectFrom('chat_files')
					.innerJoin('chat_messages', 'chat_messages.id', 'chat_files.message_id')
					.select(['message_id as message', 'name', 'alternative', 'size'])
					.where('author_id', '=', personId)
					.execute(),
				rooms: await query
					.selectFrom('chat_members')
					.select(['room_id as room', 'manages'])
					.where('person_id', '=', personId)
					.execute(),
				read: await query
					.selectFrom('chat_positions')
					.select(['room_id as room', 'read_number as upTo', 'pinned'])
					.where('person_id', '=', personId)
					.execute(),
				reactions: await query
					.selectFrom('chat_reactions')
					.select(['message_id as message', 'sign'])
					.where('person_id', '=', personId)
					.execute(),
				votes: await query
					.selectFrom('chat_votes')
					.select(['message_id as message', 'option'])
					.where('person_id', '=', personId)
					.execute(),
				reminders: await query
					.selectFrom('chat_reminders')
					.select(['message_id as message', 'due_at as dueAt'])
					.where('person_id', '=', personId)
					.execute(),
				reports: await query
					.selectFrom('chat_reports')
					.select(['message_id as message', 'reason', 'created_at as createdAt'])
					.where('reporter_id', '=', personId)
					.execute(),
			};
		},
		async erase(personId) {
			await storage.transaction<ChatTables, unknown>(async (transaction) => {
				// Also of somebody whose account was switched off before.
				const { rows } = await sql<{ name: string }>`select name from people where id = ${personId}`.execute(
					transaction,
				);
				const name = rows[0]?.name;
				if (name !== undefined) await takeNameOut(transaction, personId, name);
				for (const { id } of await messagesOf(transaction, personId)) {
					await takeAway(transaction, id, 'erasure');
				}
				for (const table of ownTables) {
					await transaction.deleteFrom(table).where('person_id', '=', personId).execute();
				}
				await transaction
					.updateTable('chat_messages')
					.set({ author_id: null, client_id: sql<string>`id` })
					.where('author_id', '=', personId)
					.execute();
				await transaction
					.updateTable('chat_reports')
					.set({ reporter_id: null, reason: '' })
					.where('reporter_id', '=', personId)
					.execute();
				await transaction
					.updateTable('chat_rooms')
					.set({ created_by: null })
					.where('created_by', '=', personId)
					.execute();
			});
		},
	};

	async function takeNameOut(transaction: Kysely<ChatTables>, personId: string, name: string): Promise<void> {
		const mentioning = await transaction
			.selectFrom('chat_mentions')
			.innerJoin('chat_messages', 'chat_messages.id', 'chat_mentions.message_id')
			.select(['chat_messages.id', 'chat_messages.text'])
			.where('person_id', '=', personId)
			.execute();
		for (const { id, text } of mentioning) {
			const without = withoutName(text, name);
			await transaction
				.updateTable('chat_messages')
				.set({ text: without, html: markdown.message(without).html, indexed: 0 })
				.where('id', '=', id)
				.execute();
			await transaction.deleteFrom('chat_earlier_texts').where('message_id', '=', id).execute();
			await index.forget(transaction, [id]);
		}
	}
}

const ownTables = [
	'chat_members',
	'chat_mentions',
	'chat_mutes',
	'chat_positions',
	'chat_reactions',
	'chat_reminders',
	'chat_votes',
] as const;

async function messagesOf(query: Kysely<ChatTables>, personId: string) {
	return query
		.selectFrom('chat_messages')
		.select(['id', 'room_id as room', 'number', 'text', 'created_at as createdAt', 'edited_at as editedAt'])
		.where('author_id', '=', personId)
		.orderBy('created_at')
		.execute();
}

/** In place, as no other text has the length of its small letters for certain. */
function withoutName(text: string, name: string): string {
	return text.replace(new RegExp(`@${RegExp.escape(name)}`, 'giu'), '@…');
}
