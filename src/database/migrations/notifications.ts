import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** What is new for people, how they want to hear of it, and the devices that ask to be woken. */
export const notifications: Migration = {
	name: '017-notifications',
	async up(db) {
		await db.schema
			.createTable('notifications')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('kind', 'text', (column) => column.notNull())
			.addColumn('item_id', 'text', (column) => column.references('items.id').onDelete('cascade'))
			.addColumn('path', 'text')
			.addColumn('data', 'text', (column) => column.notNull())
			.addColumn('by_person_id', 'text')
			.addColumn('key', 'text')
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.execute();
		await db.schema.createIndex('notifications_item_id').on('notifications').column('item_id').execute();
		await db.schema
			.createIndex('notifications_by_person_id')
			.on('notifications')
			.column('by_person_id')
			.execute();
		await db.schema
			.createIndex('notifications_created_at')
			.on('notifications')
			.column('created_at')
			.execute();
		await sql`create index notifications_kind_key on notifications (kind, key) where key is not null`.execute(
			db,
		);
		await db.schema
			.createTable('notification_receivers')
			.addColumn('person_id', 'text', (column) =>
				column.notNull().references('people.id').onDelete('cascade'),
			)
			.addColumn('notification_id', 'text', (column) =>
				column.notNull().references('notifications.id').onDelete('cascade'),
			)
			.addColumn('read_at', 'bigint')
			.addColumn('mail', 'text')
			.addColumn('push', 'integer', (column) => column.notNull())
			.addPrimaryKeyConstraint('notification_receivers_pk', ['person_id', 'notification_id'])
			.execute();
		await db.schema
			.createIndex('notification_receivers_notification_id')
			.on('notification_receivers')
			.columns(['notification_id', 'person_id'])
			.execute();
		await sql`create index notification_receivers_mail on notification_receivers (mail, person_id)
			where mail is not null`.execute(db);
		await db.schema
			.createTable('notification_choices')
			.addColumn('person_id', 'text', (column) =>
				column.notNull().references('people.id').onDelete('cascade'),
			)
			.addColumn('kind', 'text', (column) => column.notNull())
			.addColumn('page', 'integer', (column) => column.notNull())
			.addColumn('mail', 'text', (column) => column.notNull())
			.addColumn('push', 'integer', (column) => column.notNull())
			.addPrimaryKeyConstraint('notification_choices_pk', ['person_id', 'kind'])
			.execute();
		await db.schema
			.createTable('push_subscriptions')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('person_id', 'text', (column) =>
				column.notNull().references('people.id').onDelete('cascade'),
			)
			.addColumn('endpoint', 'text', (column) => column.notNull().unique())
			.addColumn('device', 'text', (column) => column.notNull())
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.execute();
		await db.schema
			.createIndex('push_subscriptions_person_id')
			.on('push_subscriptions')
			.column('person_id')
			.execute();
	},
};
