import { sql, type Migration } from 'verbund';

/** Messages are found by the search of the hub; what stands on its shelves is noted here, also when the message is gone. */
export const up: Migration['up'] = async (db) => {
	await db.schema
		.createTable('chat_found')
		.addColumn('message_id', 'text', (column) => column.primaryKey())
		.addColumn('shelf_id', 'text', (column) => column.notNull())
		.execute();
	await db.schema.dropTable('chat_words').execute();
	await sql`update chat_messages set indexed = 0`.execute(db);
};
