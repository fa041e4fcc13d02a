import { expect, test } from 'vitest';
import { momentOf } from './moments.ts';

const monday = Date.parse('2026-11-23T01:45:00Z');

test('days are counted without weekends', () => {
	expect(new Date(momentOf('1d 09:40', monday)).toISOString()).toBe('2026-11-20T09:40:00.000Z');
	expect(new Date(momentOf('6d 09:40', monday)).toISOString()).toBe('2026-11-13T09:40:00.000Z');
});

test('minutes are counted from now', () => {
	expect(momentOf('50min', monday)).toBe(monday - 50 * 60_000);
});

test('nothing happens later than now', () => {
	expect(momentOf('0d 09:40', monday)).toBe(monday);
});
