import { expect, test } from 'vitest';
import { firstName, partOfDay } from './home.ts';

test('the greeting leaves out a title before the name', () => {
	expect(firstName('Dr. Henrike Vogt')).toBe('Henrike');
	expect(firstName('Beke Santos-Lorenz')).toBe('Beke');
	expect(firstName('  ')).toBe('');
});

test('the greeting follows German time, in summer and in winter', () => {
	expect(partOfDay(Date.UTC(2026, 0, 15, 3, 30))).toBe('morning');
	expect(partOfDay(Date.UTC(2026, 6, 15, 9, 30))).toBe('day');
	expect(partOfDay(Date.UTC(2026, 0, 15, 9, 30))).toBe('morning');
	expect(partOfDay(Date.UTC(2026, 0, 15, 20, 0))).toBe('evening');
});
