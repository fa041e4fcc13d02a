import { expect, test } from 'vitest';
import { isSafeLink, isWritableLink } from './links.ts';
import { renderMarkdown } from './render.ts';

test.each(['https://a.de', 'HTTP://a.de', 'mailto:a@b.de', 'tel:+4930', '/', '/a/b?c=d#e', '#h-a'])(
	'%s is a safe link',
	(address) => {
		expect(isSafeLink(address)).toBe(true);
	},
);

test.each([
	...['', 'a', './a', '//a.de', '/\\a.de', '\\\\a.de', '/\t/a.de', '/\n/a.de', ' /a', '\u0001/a', 'https:a.de', 'https:/a.de'],
	...['javascript:x', 'java\nscript:x', 'data:x', 'ftp://a.de', 'item:a', 'blob:https://a.de', 'http:\\\\a.de', 'https:///a'],
])('%j is no safe link', (address) => {
	expect(isSafeLink(address)).toBe(false);
});

test('an author may also write item links, and no address of endless length', () => {
	expect(isWritableLink('item:procedure/a')).toBe(true);
	expect(isWritableLink(`/${'a'.repeat(2047)}`)).toBe(true);
	expect(isWritableLink(`/${'a'.repeat(2048)}`)).toBe(false);
});

test('targets that no link may have are told, each once, and links that are good are not', () => {
	const source = [
		'[a](www.example.org) [b](datei.pdf) [a](www.example.org) ![c](javascript:alert(1))',
		'[d](https://example.org) [e](mailto:a@example.org) [f](#below) [[g]] [h](item:i)',
	].join('\n\n');

	expect(renderMarkdown(source).refusedLinks).toEqual(['www.example.org', 'datei.pdf', 'javascript:alert(1)']);
	expect(renderMarkdown('[d](https://example.org)').refusedLinks).toEqual([]);
});
