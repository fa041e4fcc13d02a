import { createId, notFound, sql, type PluginContext, type Reader } from 'verbund';
import type { ChatTables } from '../tables.ts';
import { insertRoom } from './insert-room.ts';
import { readableBy } from './readable-rooms.ts';

/** Conversations about items: each has one, made with the first question. */
export interface ItemRooms {
	/** Answers the id of the room, made in the running transaction where there is none. @throws VerbundError `request.notFound` */
	ensure(reader: Reader, itemId: string): Promise<string>;
	/** Questions about an item that have no answer yet, the newest first. One query. */
	openQuestions(reader: Reader, itemId: string): Promise<readonly OpenQuestion[]>;
}

export interface OpenQuestion {
	readonly roomId: string;
	readonly number: number;
	readonly text: string;
	readonly at: number;
	readonly replies: number;
}

const mostShown = 5;

export function createItemRooms({ content, storage }: Pick<PluginContext, 'content' | 'storage'>): ItemRooms {
	return {
		async ensure(reader, itemId) {
			const [item] = await content.list(reader, { among: sql`(select ${itemId})`, order: 'title', limit: 1 });
			if (!item) throw notFound();
			return storage.transaction<ChatTables, string>(async (transaction) => {
				const about = { item_id: itemId, organisation_id: item.organisation.id };
				await insertRoom(transaction, { id: createId(), kind: 'item', access: 'open', ...about });
				const room = await transaction
					.selectFrom('chat_rooms')
					.select('id')
					.where('item_id', '=', itemId)
					.executeTakeFirstOrThrow();
				return room.id;
			});
		},
		async openQuestions({ actor }, itemId) {
			const { rows } =
				await sql<OpenQuestion>`select question.room_id as "roomId", question.number, question.text,
					question.created_at as at,
					(select count(*) from chat_messages as reply
						where reply.thread_id = question.id and reply.removed is null) as replies
				from chat_messages as question join chat_rooms on chat_rooms.id = question.room_id
				where chat_rooms.item_id = ${itemId} and ${readableBy(actor)}
					and question.kind = 'question' and question.removed is null
					and not exists (select 1 from chat_messages as solution
						where solution.thread_id = question.id and solution.answer = 1)
				order by question.number desc limit ${mostShown}`.execute(storage.query<ChatTables>());
			return rows.map((row) => ({ ...row, replies: Number(row.replies) }));
		},
	};
}
