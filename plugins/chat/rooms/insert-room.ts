import type { Kysely } from 'verbund';
import type { ChatTables } from '../tables.ts';

type Row = ChatTables['chat_rooms'];

/** What makes a room this one; the rest is as of every new room. */
export type RoomToInsert = Pick<Row, 'id' | 'kind'> &
	Partial<
		Pick<
			Row,
			| 'organisation_id'
			| 'item_id'
			| 'direct_key'
			| 'name'
			| 'description'
			| 'access'
			| 'created_by'
			| 'retention_days'
		>
	>;

/** Of an item and of the same people there is one room: asked a second time, it stays as it is. */
export async function insertRoom(query: Kysely<ChatTables>, room: RoomToInsert): Promise<void> {
	const now = Date.now();
	await query
		.insertInto('chat_rooms')
		.values({
			organisation_id: null,
			item_id: null,
			direct_key: null,
			name: '',
			description: '',
			access: 'invited',
			created_by: null,
			created_at: now,
			updated_at: now,
			archived_at: null,
			locked: 0,
			retention_days: 0,
			last_number: 0,
			last_event: 0,
			last_message_at: now,
			...room,
		})
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}
