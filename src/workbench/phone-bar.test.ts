import { expect, test } from 'vitest';
import type { RailItem } from './locals.ts';
import { phoneBarOf } from './phone-bar.ts';

const area = (id: string, more: Partial<RailItem> = {}): RailItem => ({
	id,
	title: id,
	icon: 'house',
	url: `/${id}`,
	current: false,
	...more,
});
const ids = (items: readonly RailItem[]) => items.map(({ id }) => id);

test('areas for phones stand in the bar, and every other one behind “Mehr”', () => {
	const { bar, further } = phoneBarOf([
		area('home', { phone: true }),
		area('documents'),
		area('templates'),
		...['procedures', 'news', 'chat', 'courses'].map((id) => area(id, { phone: true })),
		area('handbook', { secondary: true }),
	]);

	expect(ids(bar)).toEqual(['home', 'procedures', 'news', 'chat', 'courses']);
	expect(ids(further)).toEqual(['documents', 'templates', 'handbook']);
});

test('what room is left in the bar the first of the others take', () => {
	const { bar, further } = phoneBarOf([area('home', { phone: true }), area('documents'), area('partners')]);

	expect(ids(bar)).toEqual(['home', 'documents', 'partners']);
	expect(further).toEqual([]);
});
