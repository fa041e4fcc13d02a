import { expect, test } from 'vitest';
import { startOfDay } from './german-days.ts';

test.each([
	['2027-01-15', 0, '2027-01-14T23:00:00Z'],
	['2027-07-15', 0, '2027-07-14T22:00:00Z'],
	['2027-07-15', 1, '2027-07-15T22:00:00Z'],
	['2027-03-28', 0, '2027-03-27T23:00:00Z'],
	['2027-03-28', 1, '2027-03-28T22:00:00Z'],
	['2027-10-31', 0, '2027-10-30T22:00:00Z'],
	['2027-10-31', 1, '2027-10-31T23:00:00Z'],
])('%s and %i days begins at %s', (day, later, expected) => {
	expect(startOfDay(day, later)).toBe(Date.parse(expected));
});
