import { expect, test } from 'vitest';
import { createBudget } from './budget.ts';

test('what is spent comes back with time, and never more than there was', () => {
	let time = 0;
	const budget = createBudget({ perSecond: 10, most: 3 }, () => time);

	expect([budget.spend(), budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, true, false]);
	expect(budget.isFull()).toBe(false);
	time += 100;
	expect([budget.spend(), budget.spend()]).toEqual([true, false]);
	time += 60_000;
	expect(budget.isFull()).toBe(true);
	expect(budget.spend(3)).toBe(true);
	expect(budget.spend()).toBe(false);
});

test('what is too much is not paid in part', () => {
	const budget = createBudget({ perSecond: 1, most: 5 }, () => 0);

	expect(budget.spend(6)).toBe(false);
	expect(budget.spend(5)).toBe(true);
});
