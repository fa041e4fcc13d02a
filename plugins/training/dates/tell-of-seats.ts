import type { PluginContext } from 'verbund';
import type { TrainingTables } from '../tables.ts';

type DateRow = Pick<TrainingTables['training_dates'], 'id' | 'course_id' | 'starts_at'>;

/** Kinds of notifications that are about a date. */
export const seatTaken = 'training.seat';
export const seatReturned = 'training.seatReturned';
export const dateChanged = 'training.dateChanged';
export const dateCancelled = 'training.dateCancelled';

/** What is told of one seat; the newer takes the place of what was not read. */
export function createTellOfSeats({ notifications }: Pick<PluginContext, 'notifications'>) {
	const tell = async (kind: string, settled: string, personId: string, date: DateRow) => {
		const key = `${date.id}:${personId}`;
		await notifications.withdraw(settled, key);
		await notifications.notify({ kind, to: [personId], key, ...aboutDate(date) });
	};
	return {
		async taken(people: readonly string[], date: DateRow) {
			for (const personId of people) await tell(seatTaken, seatReturned, personId, date);
		},
		returned: (personId: string, date: DateRow) => tell(seatReturned, seatTaken, personId, date),
	};
}

export function aboutDate({ id, course_id: itemId, starts_at: startsAt }: DateRow) {
	return { itemId, path: `/training/dates/${id}`, data: { startsAt } };
}
