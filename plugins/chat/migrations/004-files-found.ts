import { sql, type Migration } from 'verbund';

/** Messages are found by the names of their files, and by what their pictures show. */
export const up: Migration['up'] = async (db) => {
	await sql`update chat_messages set indexed = 0 where removed is null
		and id in (select message_id from chat_files)`.execute(db);
};
