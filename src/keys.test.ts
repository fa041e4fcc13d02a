import { expect, test } from 'vitest';
import { displayKeys, normaliseKeys, onMac } from './keys.ts';

test.each([
	['Ctrl+K', 'ctrl+k'],
	['Strg + Umschalt + P', 'ctrl+shift+p'],
	['shift+ctrl+p', 'ctrl+shift+p'],
	['cmd+k', 'meta+k'],
	['G  H', 'g h'],
	['shift+?', '?'],
	['F2', 'f2'],
	['ctrl+ö', 'ctrl+ö'],
])('%s is written %s', (text, keys) => {
	expect(normaliseKeys(text)).toBe(keys);
});

test.each([
	'',
	'ctrl',
	'ctrl+alt+n',
	'alt+ctrl+n',
	'hyper+k',
	'tab',
	'escape',
	'ctrl+',
	'a b c d',
	'<script>',
	'|',
])('%s is no key', (text) => {
	expect(normaliseKeys(text)).toBeNull();
});

test('keys are shown as they are printed on the keyboard', () => {
	const word = (name: string) => ({ ctrl: 'Strg', shift: 'Umschalt', then: 'dann' })[name] ?? name;

	expect(displayKeys('ctrl+shift+k', false, word)).toBe('Strg Umschalt K');
	expect(displayKeys('g h', false, word)).toBe('G dann H');
	expect(displayKeys(onMac('ctrl+k'), true, word)).toBe('⌘ K');
});
