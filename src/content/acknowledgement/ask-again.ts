import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';

/**
 * A new edition asks everybody again. The day that was chosen for it stays; one that was chosen for the edition before
 * moves on, so that there is as much time as there was then.
 *
 * @returns whether anybody is asked
 */
export async function askAgain(
	transaction: Kysely<Schema>,
	itemId: string,
	isNewEdition: boolean,
): Promise<boolean> {
	const request = await transaction
		.selectFrom('acknowledgement_requests')
		.select(['asked_at', 'due_at', 'chosen_at'])
		.where('item_id', '=', itemId)
		.executeTakeFirst();
	if (!request || (!isNewEdition && request.asked_at !== null)) return false;
	const now = Date.now();
	await transaction
		.updateTable('acknowledgement_requests')
		.set({ asked_at: now, due_at: dueOfEdition(request, now), reminders: 0 })
		.where('item_id', '=', itemId)
		.execute();
	return true;
}

interface AskedBefore {
	readonly asked_at: number | null;
	readonly due_at: number | null;
	readonly chosen_at: number;
}

const day = 24 * 60 * 60 * 1000;

function dueOfEdition({ asked_at: asked, due_at: due, chosen_at: chosen }: AskedBefore, now: number): number | null {
	if (due === null) return null;
	const isForThis = asked === null || chosen > asked;
	if (isForThis && due > now) return due;
	const given = Math.max(due - (isForThis ? chosen : asked), day);
	return now + Math.ceil(given / day) * day;
}
