import type { Database } from '../../database/database.ts';

/** A request of which people are to hear. */
export interface ToTell {
	readonly itemId: string;
	readonly edition: number;
	readonly dueAt: number | null;
	readonly isNew: boolean;
	/** How many of the two reminders need not be sent any more. */
	readonly reminders: number;
}

const day = 24 * 60 * 60 * 1000;
const before = 3 * day;
/** A day is kept as its noon; in the morning of that day it is due. */
const onTheDay = day / 2;

/** Editions that nobody was told of, and those that are due in three days, or today, and were not recalled for that. */
export async function listToTell({ query }: Pick<Database, 'query'>, now: number): Promise<readonly ToTell[]> {
	const rows = await query
		.selectFrom('acknowledgement_requests as asked')
		.innerJoin('items', 'items.id', 'asked.item_id')
		.select(['items.id', 'items.edition', 'asked.due_at', 'asked.told_edition', 'asked.reminders'])
		.where('items.published_at', 'is not', null)
		.where('items.archived_at', 'is', null)
		.where('items.deleted_at', 'is', null)
		.where('asked.asked_at', 'is not', null)
		.where((is) =>
			is.or([
				is('asked.told_edition', '<', is.ref('items.edition')),
				is.and([is('asked.reminders', '<', 1), is('asked.due_at', '<=', now + before)]),
				is.and([is('asked.reminders', '<', 2), is('asked.due_at', '<=', now + onTheDay)]),
			]),
		)
		.orderBy('asked.due_at')
		.execute();
	return rows.map(({ id, edition, due_at: dueAt, told_edition: told }) => ({
		itemId: id,
		edition,
		dueAt,
		isNew: told < edition,
		reminders: dueAt === null || dueAt > now + before ? 0 : dueAt > now + onTheDay ? 1 : 2,
	}));
}
