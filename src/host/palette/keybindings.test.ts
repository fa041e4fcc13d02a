import { expect, test } from 'vitest';
import { keybindingsFor } from './keybindings.ts';

const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';

test('the same keys are ⌘ on a Mac', () => {
	expect(keysOf('workbench.search', undefined, windows)).toEqual(['ctrl+k', '/']);
	expect(keysOf('workbench.search', undefined, mac)).toEqual(['meta+k', '/']);
});

test('own keys take the place of all usual ones, and of those alone', () => {
	const own = [{ command: 'workbench.search', key: 'f2' }];

	expect(keysOf('workbench.search', own)).toEqual(['f2']);
	expect(keysOf('workbench.home', own)).toEqual(['g h']);
});

test('no key is a choice, too', () => {
	expect(keysOf('workbench.newItem', [{ command: 'workbench.newItem', key: '' }])).toEqual([]);
});

function keysOf(target: string, keybindings?: { command: string; key: string }[], userAgent = windows) {
	return keybindingsFor([], keybindings ? { keybindings } : {}, userAgent)
		.filter((binding) => binding.target === target)
		.map(({ keys }) => keys);
}
