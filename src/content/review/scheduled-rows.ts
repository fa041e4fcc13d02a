import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';

/** Nothing waits for a time any more. @returns the revision that did, or null */
export async function deleteSchedule(
	transaction: Kysely<Schema>,
	itemId: string,
	language: string,
): Promise<number | null> {
	const deleted = await transaction
		.deleteFrom('publication_schedules')
		.where('item_id', '=', itemId)
		.where('language', '=', language)
		.returning('revision')
		.executeTakeFirst();
	return deleted?.revision ?? null;
}
