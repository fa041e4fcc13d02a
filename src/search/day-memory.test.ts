import { afterEach, expect, test, vi } from 'vitest';
import { createDayMemory } from './day-memory.ts';

afterEach(() => vi.useRealTimers());

test('counts people, not how often they did it', () => {
	const today = createDayMemory();

	expect(today.note('gesucht', 'mia')).toEqual({ people: 1, isNew: true });
	expect(today.note('gesucht', 'mia')).toEqual({ people: 1, isNew: false });
	expect(today.note('anderes', 'mia')).toEqual({ people: 1, isNew: true });
	expect(today.note('gesucht', 'ole')).toEqual({ people: 2, isNew: true });
});

test('knows nothing of yesterday', () => {
	const today = createDayMemory();
	today.note('gesucht', 'mia');

	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 24 * 60 * 60 * 1000 });

	expect(today.note('gesucht', 'ole')).toEqual({ people: 1, isNew: true });
});

test('takes no more from one person than people do in a day', () => {
	const today = createDayMemory();
	for (let time = 0; time < 500; time++) today.note(`Wort ${time}`, 'skript');

	expect(today.note('noch eins', 'skript')).toBeNull();
	expect(today.note('noch eins', 'mia')).toEqual({ people: 1, isNew: true });
});
