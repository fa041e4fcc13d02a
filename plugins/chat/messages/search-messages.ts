import { sql, type Kysely, type PluginContext, type Reader } from 'verbund';
import { readableBy } from '../rooms/readable-rooms.ts';
import type { ChatTables } from '../tables.ts';
import type { Message } from './message.ts';
import { readMessages } from './read-messages.ts';

/** Finds what was said, in rooms that the reader may read: by stems, as the search of texts knows German words. */
export interface MessageSearch {
	/** Messages that hold all of the words, or words that begin with them; the newest first. */
	find(reader: Reader, text: string, roomId?: string): Promise<readonly FoundMessage[]>;
	/** Reads the words of messages that nobody has searched since. */
	catchUp(): Promise<void>;
}

export interface FoundMessage {
	readonly message: Message;
	readonly roomId: string;
	/** Name of the room; empty for conversations, whose titles depend on who reads. */
	readonly roomName: string;
}

const mostFound = 50;
const mostWords = 12;
const atOnce = 200;

export function createMessageSearch({
	search,
	storage,
}: Pick<PluginContext, 'search' | 'storage'>): MessageSearch {
	return {
		async find(reader, text, roomId) {
			const stems = [...new Set(search.stems(text.slice(0, 500)))].slice(0, mostWords);
			if (stems.length === 0) return [];
			await catchUp();
			const query = storage.query<ChatTables>();
			const holds = stems.map(
				(stem) => sql`exists (select 1 from chat_words where chat_words.message_id = message.id
					and chat_words.stem >= ${stem} and chat_words.stem < ${`${stem}\uffff`})`,
			);
			const inRoom = roomId === undefined ? sql`1 = 1` : sql`chat_rooms.id = ${roomId}`;
			const readable = sql`exists (select 1 from chat_rooms
				where chat_rooms.id = message.room_id and ${inRoom} and ${readableBy(reader.actor)})`;
			const { rows } = await sql<{ id: string; name: string }>`select message.id, room.name
				from chat_messages as message join chat_rooms as room on room.id = message.room_id
				where message.removed is null and ${sql.join(holds, sql` and `)} and ${readable}
				order by message.created_at desc limit ${mostFound}`.execute(query);
			const names = new Map(rows.map(({ id, name }) => [id, name]));
			const which = sql<boolean>`message.id in (${sql.join([...names.keys(), ''])})`;
			const messages = await readMessages(query, which, { newest: true, limit: mostFound });
			return messages
				.toSorted((one, other) => other.at - one.at)
				.map((message) => ({ message, roomId: message.roomId, roomName: names.get(message.id) ?? '' }));
		},
		catchUp,
	};

	/** Not when it is sent, so that sending stays cheap; always before anybody searches. */
	async function catchUp(): Promise<void> {
		while ((await readWords()) === atOnce);
	}

	async function readWords(): Promise<number> {
		const waiting = await storage
			.query<ChatTables>()
			.selectFrom('chat_messages')
			.select(['id', 'text'])
			.where('indexed', '=', 0)
			.limit(atOnce)
			.execute();
		if (waiting.length === 0) return 0;
		const words = waiting.flatMap(({ id, text }) =>
			[...new Set(search.stems(text))].map((stem) => ({ message_id: id, stem })),
		);
		await storage.transaction<ChatTables, unknown>((transaction) => write(transaction, waiting, words), {
			quiet: true,
		});
		return waiting.length;
	}
}

async function write(
	transaction: Kysely<ChatTables>,
	read: readonly { readonly id: string; readonly text: string }[],
	words: readonly { readonly message_id: string; readonly stem: string }[],
): Promise<void> {
	const now = await transaction
		.selectFrom('chat_messages')
		.select(['id', 'text'])
		.where(
			'id',
			'in',
			read.map(({ id }) => id),
		)
		.execute();
	const texts = new Map(now.map(({ id, text }) => [id, text]));
	// What was changed, taken back or deleted meanwhile has other words, or none.
	const ids = read.filter(({ id, text }) => texts.get(id) === text).map(({ id }) => id);
	if (ids.length === 0) return;
	const current = new Set(ids);
	const found = words.filter(({ message_id: id }) => current.has(id));
	await transaction.deleteFrom('chat_words').where('message_id', 'in', ids).execute();
	for (let start = 0; start < found.length; start += atOnce) {
		await transaction
			.insertInto('chat_words')
			.values(found.slice(start, start + atOnce))
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	}
	await transaction.updateTable('chat_messages').set({ indexed: 1 }).where('id', 'in', ids).execute();
}
