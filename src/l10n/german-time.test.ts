import { expect, test } from 'vitest';
import { germanTime } from './german-days.ts';

test.each([
	['in winter', '2026-11-22T12:00', '2026-11-22T11:00:00.000Z'],
	['in summer', '2027-06-01T08:30', '2027-06-01T06:30:00.000Z'],
	['that the clock skips', '2027-03-28T02:30', '2027-03-28T01:30:00.000Z'],
	['after the clock went back', '2027-10-31T03:30', '2027-10-31T02:30:00.000Z'],
])('a time %s', (_when, clock, time) => {
	expect(new Date(germanTime(clock) ?? 0).toISOString()).toBe(time);
});

test.each(['', 'morgen', '2027-13-45T99:99', '2027-06-01', '2027-06-01T08:30:00Z'])(
	'%j is no time',
	(clock) => {
		expect(germanTime(clock)).toBeNull();
	},
);
