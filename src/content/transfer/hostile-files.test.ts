import { expect, test } from 'vitest';
import { externalLinks } from '../../../plugins/documents/link-check/external-links.ts';
import { mapLinks } from './map-links.ts';
import { parseContentFile } from './markdown-file.ts';

// Each would keep the hub busy for minutes if its cost grew with the square of its length.
const fences = `${'`'.repeat(100_000)}\n${'a'.repeat(100_000)} https://example.org/`;

test('links are found and changed in a text of nothing but fences', () => {
	expect(externalLinks(fences)).toEqual(['https://example.org/']);
	expect(mapLinks(fences, ({ href }) => href)).toBe(fences);
});

const neverEnding: readonly (readonly [string, string])[] = [
	['pictures in a label', `[${'[a](b)'.repeat(2000)}`],
	['brackets that are none', '[\\'.repeat(300_000)],
	['blanks behind a definition', `[a]: ${' '.repeat(300_000)}b c`],
];

test.each(neverEnding)('%s that never end are read at once and stay', (_, text) => {
	const start = performance.now();

	expect(mapLinks(text, ({ href }) => href)).toBe(text);
	expect(performance.now() - start).toBeLessThan(2000);
});

test('a picture in a link is changed as well as the link, and what is written with a backslash is neither', () => {
	const text = String.raw`[![a](b.png) c [d]](e.md) \[f](g.md) \![h](i.md) [\[j\]](k.md)`;

	expect(mapLinks(text, ({ what, href }) => `${what}:${href}`)).toBe(
		String.raw`[![a](image:b.png) c [d]](link:e.md) \[f](g.md) \![h](link:i.md) [\[j\]](link:k.md)`,
	);
});

test('a head that would be costly to read is refused', () => {
	const head = `---\na: [${'x,'.repeat(200_000)}x]\n---\n\nText`;

	expect(() => parseContentFile(head, 'a')).toThrow(expect.objectContaining({ code: 'import.headTooLong' }));
});
