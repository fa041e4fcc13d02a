import type { Shift } from './placeholder-mark.ts';

const dayLength = 86_400_000;

/**
 * A day of the calendar before or after another. A month later is the same day of the next month or, where it has
 * none, its last (§ 188 BGB).
 *
 * @param day `2026-11-22`
 * @returns null for what is no day, and beyond the year 9999
 */
export function shiftDay(day: string, shifts: readonly Shift[]): string | null {
	const start = Date.parse(`${day}T00:00:00Z`);
	if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== day) return null;
	const time = shifts.reduce(add, start);
	if (!(time >= earliest && time < latest)) return null;
	return new Date(time).toISOString().slice(0, 10);
}

/** A day as people write it: `22.11.2026`, `2026-11-22`; null for everything else. */
export function readDay(text: string): string | null {
	const [, date, month = '', year = ''] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text.trim()) ?? [];
	const day = date === undefined ? text.trim() : `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
	return /^\d{4}-\d{2}-\d{2}$/.test(day) ? shiftDay(day, []) : null;
}

function add(time: number, { amount, unit }: Shift): number {
	if (unit === 'day' || unit === 'week') return time + amount * dayLength * (unit === 'week' ? 7 : 1);
	const date = new Date(time);
	const months = date.getUTCFullYear() * 12 + date.getUTCMonth() + amount * (unit === 'year' ? 12 : 1);
	const year = Math.floor(months / 12);
	const month = months - year * 12;
	const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
	return Date.UTC(year, month, Math.min(date.getUTCDate(), last));
}

const earliest = Date.parse('0100-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T00:00:00Z');
