import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { PersonalDataHandler } from '../plugin-context.ts';

/** How the hub turns to a person: what they were told and how they wish to hear of it, mail, devices, the feed. */
export function createContactData(database: Database): PersonalDataHandler {
	return {
		async export(personId) {
			const { query } = database;
			return {
				told: await query
					.selectFrom('notification_receivers')
					.innerJoin('notifications', 'notifications.id', 'notification_receivers.notification_id')
					.select(['kind', 'item_id as itemId', 'created_at as createdAt', 'read_at as readAt'])
					.where('person_id', '=', personId)
					.orderBy('notifications.id')
					.execute(),
				caused: await query
					.selectFrom('notifications')
					.select(['kind', 'item_id as itemId', 'created_at as createdAt'])
					.where('by_person_id', '=', personId)
					.orderBy('id')
					.execute(),
				choices: await query
					.selectFrom('notification_choices')
					.select(['kind', 'page', 'mail', 'push'])
					.where('person_id', '=', personId)
					.execute(),
				devices: await query
					.selectFrom('push_subscriptions')
					.select(['device', 'endpoint', 'created_at as createdAt'])
					.where('person_id', '=', personId)
					.execute(),
				mails: await query
					.selectFrom('mails')
					.select(['template', 'state', 'created_at as createdAt', 'ended_at as endedAt'])
					.where('person_id', '=', personId)
					.orderBy('id')
					.execute(),
				feed: await query
					.selectFrom('feed_addresses')
					.select('created_at as createdAt')
					.where('person_id', '=', personId)
					.execute(),
			};
		},
		async erase(personId) {
			await database.transaction(async (transaction) => {
				for (const table of [
					'notification_receivers',
					'notification_choices',
					'push_subscriptions',
					'feed_addresses',
				] as const) {
					await transaction.deleteFrom(table).where('person_id', '=', personId).execute();
				}
				await transaction
					.updateTable('notifications')
					.set({ by_person_id: null })
					.where('by_person_id', '=', personId)
					.execute();
				await transaction
					.deleteFrom('mails')
					.where(
						sql<boolean>`(person_id = ${personId}
							or lower(address) in (select email from people where people.id = ${personId}))`,
					)
					.execute();
			});
		},
	};
}
