import { expect, test } from 'vitest';
import { parsePageFile } from './page-file.ts';

test('front matter and text are told apart', () => {
	const page = parsePageFile(
		'---\r\ntitle: Suchen\r\norder: 20\r\naudience: reader\r\n---\r\n\r\nText\r\n---\r\nmehr\r\n',
	);

	expect(page).toEqual({
		title: 'Suchen',
		summary: '',
		order: 20,
		audience: 'reader',
		body: 'Text\n---\nmehr',
	});
});

test.each([
	['no front matter', 'Text'],
	['no title', '---\norder: 1\naudience: reader\n---\nText'],
	['an unknown audience', '---\ntitle: A\norder: 1\naudience: everybody\n---\nText'],
	['an unknown key', '---\ntitle: A\norder: 1\naudience: reader\nrole: admin\n---\nText'],
])('a file with %s is refused', (_fault, text) => {
	expect(() => parsePageFile(text)).toThrow();
});
