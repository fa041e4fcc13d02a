import { germanDay, startOfDay } from 'verbund';

/** The end of the day, so many months later; of a month that is shorter, its last day. */
export function validUntil(time: number, months: number): number {
	const [year = 0, month = 1, day = 1] = germanDay(time).split('-').map(Number);
	const first = new Date(Date.UTC(year, month - 1 + months, 1));
	const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
	first.setUTCDate(Math.min(day, lastDay));
	return startOfDay(first.toISOString().slice(0, 10), 1) - 1;
}
