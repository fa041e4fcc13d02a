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

test('a head that would be costly to read is refused', () => {
	const head = `---\na: [${'x,'.repeat(200_000)}x]\n---\n\nText`;

	expect(() => parseContentFile(head, 'a')).toThrow(expect.objectContaining({ code: 'import.headTooLong' }));
});
