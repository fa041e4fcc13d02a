import { sql } from 'kysely';
import type { Database } from '../database/database.ts';

/**
 * Which of one's notifications: these, those about an item, those that lead to these paths, all up to and with the
 * newest that was seen.
 */
export interface ReadMark {
	readonly ids?: readonly string[] | undefined;
	readonly itemId?: string | undefined;
	readonly paths?: readonly string[] | undefined;
	readonly until?: string | undefined;
}

/** Pages that are kept do not show what is read, so it is written quietly. */
export async function markRead(
	database: Database,
	personId: string,
	{ ids = [], itemId = '', paths = [], until = '' }: ReadMark,
): Promise<void> {
	const chosen = sql<boolean>`(notification_id in (${sql.join([...ids, ''])}) or notification_id <= ${until}
		or notification_id in (select id from notifications where item_id = ${itemId})
		or exists (select 1 from notifications where notifications.id = notification_id
			and notifications.path in (${sql.join([...paths, ''])})))`;
	await database.transaction(
		(transaction) =>
			transaction
				.updateTable('notification_receivers')
				.set({ read_at: Date.now() })
				.where('person_id', '=', personId)
				.where('read_at', 'is', null)
				.where(chosen)
				.execute(),
		{ quiet: true },
	);
}
