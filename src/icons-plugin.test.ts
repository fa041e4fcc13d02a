import { expect, test } from 'vitest';
import { readLucide } from './icons-plugin.ts';

test('Lucide icons are found by their name and by their older names', () => {
	const icons = readLucide();

	expect(icons.get('house')).toContain('<path d="');
	expect(icons.get('home')).toBe(icons.get('house'));
	expect(icons.size).toBeGreaterThan(1500);
});
