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

test('weekdays are written in full in headings, and wherever somebody reads Leichte Sprache', () => {
	const saturday = now + 72 * hour;

	expect(formattersFor('de').wholeDay(saturday)).toBe('Samstag');
	expect(formattersFor('de').wholeDay(now)).toBe('heute');
	expect(formattersFor('de-simple').day(saturday)).toBe('Samstag');
	expect(formattersFor('de-simple').moment(saturday)).toBe('Samstag');
});

test('midnight in Germany is where the day changes', () => {
	const { day, moment } = formattersFor('de');

	expect(day(Date.parse('2026-11-24T23:59:00+01:00'))).toBe('gestern');
	expect(day(Date.parse('2026-11-25T00:01:00+01:00'))).toBe('heute');
	expect(moment(Date.parse('2026-11-25T08:12:00+01:00'))).toBe('08:12');
	expect(moment(Date.parse('2026-11-24T08:12:00+01:00'))).toBe('gestern');
});

test('a size is written in the unit in which it stays below a thousand', () => {
	const { bytes } = formattersFor('de');

	expect([0, 999, 1000, 111_560, 999_949, 999_950, 3_246_080, 2_500_000_000_000].map(bytes)).toEqual([
		'0 B',
		'999 B',
		'1 kB',
		'111,6 kB',
		'999,9 kB',
		'1 MB',
		'3,2 MB',
		'2.500 GB',
	]);
	expect(formattersFor('en').bytes(1500)).toBe('1.5 kB');
});

test('what takes place within a day names the day once', () => {
	const { span } = formattersFor('de');
	const from = Date.parse('2026-12-01T09:00+01:00');

	expect(span(from, Date.parse('2026-12-01T12:00+01:00'))).toBe('Di., 1. Dezember 2026, 09:00–12:00 Uhr');
	expect(span(from, Date.parse('2026-12-02T12:00+01:00'))).toMatch(
		/^Di\., 1\. Dezember .*Mi\., 2\. Dezember/,
	);
	expect(formattersFor('en').span(from, from + 3_600_000)).toMatch(/^Tue.* 1 December 2026.* 09:00.*10:00$/);
});
