import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Mail that is to go out or has gone, and the secret addresses of feeds. */
export const mail: Migration = {
	name: '018-mail',
	async up(db) {
		await db.schema
			.createTable('mails')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('message_id', 'text', (column) => column.notNull())
			.addColumn('template', 'text', (column) => column.notNull())
			.addColumn('data', 'text', (column) => column.notNull())
			.addColumn('person_id', 'text', (column) => column.references('people.id').onDelete('cascade'))
			.addColumn('address', 'text')
			.addColumn('state', 'text', (column) => column.notNull())
			.addColumn('attempts', 'integer', (column) => column.notNull())
			.addColumn('next_at', 'bigint', (column) => column.notNull())
			.addColumn('last_error', 'text')
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.addColumn('ended_at', 'bigint')
			.execute();
		await sql`create index mails_waiting on mails (next_at, id) where state = 'waiting'`.execute(db);
		await db.schema.createIndex('mails_state_id').on('mails').columns(['state', 'id']).execute();
		await db.schema.createIndex('mails_person_id').on('mails').column('person_id').execute();
		await db.schema
			.createTable('feed_addresses')
			.addColumn('person_id', 'text', (column) =>
				column.primaryKey().references('people.id').onDelete('cascade'),
			)
			.addColumn('token_hash', 'text', (column) => column.notNull().unique())
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.execute();
	},
};
