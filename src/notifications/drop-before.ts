import type { Database } from '../database/database.ts';

const rowsAtOnce = 5000;
const quietly = { quiet: true } as const;

/** Removes what was told before this time, in steps that keep nobody waiting who writes. */
export async function dropBefore(database: Database, time: number): Promise<void> {
	for (;;) {
		const oldest = await database.query
			.selectFrom('notifications')
			.select('id')
			.where('created_at', '<', time)
			.limit(1)
			.executeTakeFirst();
		if (!oldest) return;
		await drop(database, oldest.id);
	}
}

async function drop(database: Database, id: string): Promise<void> {
	for (let left = true; left;) {
		left = await database.transaction(async (transaction) => {
			const { numDeletedRows } = await transaction
				.deleteFrom('notification_receivers')
				.where('notification_id', '=', id)
				.where('person_id', 'in', (some) =>
					some
						.selectFrom('notification_receivers as told')
						.select('told.person_id')
						.where('told.notification_id', '=', id)
						.limit(rowsAtOnce),
				)
				.executeTakeFirst();
			if (numDeletedRows >= rowsAtOnce) return true;
			await transaction.deleteFrom('notifications').where('id', '=', id).execute();
			return false;
		}, quietly);
	}
}
