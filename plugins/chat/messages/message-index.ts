import { defineJob, sql, z, type Actor, type Kysely, type PluginContext } from 'verbund';
import { readableBy } from '../rooms/readable-rooms.ts';
import type { ChatTables } from '../tables.ts';
import { readUnreadWords } from './unread-words.ts';

type Query = Kysely<ChatTables>;

/** Keeps what was said in the hub's search, shortly after it was said: sending stays cheap. */
export interface MessageIndex {
	/** In the transaction of what was said or changed: its words are read within seconds. */
	soon(): Promise<void>;
	/** In the transaction that takes words away: nobody finds them from its commit on. */
	forget(transaction: Query, messageIds: readonly string[]): Promise<void>;
	/** Reads all that waits. */
	catchUp(signal?: AbortSignal): Promise<void>;
}

/** Kind of hits of the hub's search. */
export const messageHit = 'chat-message';

const atOnce = 25;
/** Milliseconds between two readings: in between the writing thread belongs to others. */
const pause = 50;
const delay = 2000;

interface IndexParts extends Pick<PluginContext, 'storage'> {
	readonly jobs: Pick<PluginContext['jobs'], 'enqueue'>;
	readonly search: Pick<PluginContext['search'], 'set' | 'put' | 'take'>;
}

export function createMessageIndex({ jobs, search, storage }: IndexParts): MessageIndex {
	const write = <Result>(work: (transaction: Query) => Promise<Result>) =>
		storage.transaction<ChatTables, Result>(work, { quiet: true });
	let asked = 0;

	const index: MessageIndex = {
		async soon() {
			const now = Date.now();
			// What is said until then is read along; what slips through, the job finds by its schedule.
			if (now < asked) return;
			asked = now + delay;
			await jobs.enqueue('chat.index', {}, { runAt: asked, key: 'soon' });
		},
		async forget(transaction, messageIds) {
			if (messageIds.length === 0) return;
			const gone = await transaction
				.deleteFrom('chat_found')
				.where('message_id', 'in', [...messageIds])
				.returning(['message_id as id', 'shelf_id as shelf'])
				.execute();
			for (const [shelf, found] of Map.groupBy(gone, (one) => one.shelf)) {
				await search.take(
					shelf,
					found.map(({ id }) => id),
				);
			}
		},
		async catchUp(signal) {
			for (;;) {
				signal?.throwIfAborted();
				const gone = await withoutMessage(storage.query<ChatTables>());
				if (gone.length > 0) await write((transaction) => index.forget(transaction, gone));
				const isRest = (await readUnreadWords(storage.query<ChatTables>(), 1)).length > 0;
				if (isRest) await write(readWords);
				if (!isRest && gone.length < atOnce) return;
				await new Promise((resolve) => setTimeout(resolve, pause));
			}
		},
	};
	return index;

	/** Reads and notes in one transaction: what was changed or taken back meanwhile is read as it is now. */
	async function readWords(transaction: Query): Promise<void> {
		const unread = await readUnreadWords(transaction, atOnce);
		for (const [organisationId, said] of Map.groupBy(unread, (words) => words.organisationId ?? '')) {
			if (organisationId === '') continue;
			const shelf = `chat:${organisationId}`;
			// Who may read a message, its room says.
			await search.set({ id: shelf, type: messageHit, organisationId, audience: [] });
			await search.put(
				shelf,
				said.map(({ organisationId: _, ...words }) => ({ ...words, title: '' })),
			);
			await transaction
				.insertInto('chat_found')
				.values(said.map(({ id }) => ({ message_id: id, shelf_id: shelf })))
				.onConflict((conflict) => conflict.column('message_id').doUpdateSet({ shelf_id: shelf }))
				.execute();
		}
		await transaction
			.updateTable('chat_messages')
			.set({ indexed: 1 })
			.where(
				'id',
				'in',
				unread.map(({ id }) => id),
			)
			.execute();
	}
}

export function createIndexJob(index: Pick<MessageIndex, 'catchUp'>) {
	return defineJob({ input: z.strictObject({}), run: ({ signal }) => index.catchUp(signal) });
}

/** True for messages that the actor may find: whoever may read the room. */
export function mayFindMessage(actor: Actor, messageId: string) {
	return sql<boolean>`exists (select 1 from chat_messages as said
		join chat_rooms on chat_rooms.id = said.room_id
		where said.id = ${sql.ref(messageId)} and said.removed is null and ${readableBy(actor)})`;
}

/** What a room keeps no longer, and what went with its item. */
async function withoutMessage(query: Query): Promise<readonly string[]> {
	const { rows } = await sql<{ id: string }>`select message_id as id from chat_found
		where not exists (select 1 from chat_messages where chat_messages.id = chat_found.message_id)
		limit ${atOnce}`.execute(query);
	return rows.map(({ id }) => id);
}
