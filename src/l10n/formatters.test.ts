import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { formattersFor } from './formatters.ts';

const hour = 3_600_000;
const now = Date.parse('2026-11-25T09:30:00+01:00');

beforeEach(() => vi.useFakeTimers({ now }));
afterEach(() => vi.useRealTimers());

test('a day is called as people call it', () => {
	const { day } = formattersFor('de');

	expect([-240, -48, -24, 0, 24, 72, 240].map((hours) => day(now + hours * hour))).toEqual([
		'15. November',
		'Mo',
		'gestern',
		'heute',
		'morgen',
		'Sa',
		'5. Dezember',
	]);
	expect(formattersFor('en').day(now + 72 * hour)).toBe('Sat');
});

test('midnight in Germany is where the day changes', () => {
	const { day, moment } = formattersFor('de');

	expect(day(Date.parse('2026-11-24T23:59:00+01:00'))).toBe('gestern');
	expect(day(Date.parse('2026-11-25T00:01:00+01:00'))).toBe('heute');
	expect(moment(Date.parse('2026-11-25T08:12:00+01:00'))).toBe('08:12');
	expect(moment(Date.parse('2026-11-24T08:12:00+01:00'))).toBe('gestern');
});
