import { expect, test } from 'vitest';
import { decodeRendition, encodeRendition } from './rendition.ts';
import { renderMarkdown } from './render.ts';

test('a text without slots is stored as the bytes that are sent', () => {
	const encoded = encodeRendition(renderMarkdown('# Größe\n\nText'));

	expect(encoded.slots).toBeNull();
	expect(encoded.html.toString()).toBe('<h2 id="h-groesse">Größe</h2>\n<p>Text</p>\n');
});

test.each(['', 'Größe', '{{a}}', '{{a}}{{b}}', 'ä{{a}}ö😀{{b}}ü', '# Ä {{a}}\n\n![[b]]\n\n[[c|„d“ <>]]'])(
	'%j is read as it was stored',
	(source) => {
		const { segments, slots, headings } = renderMarkdown(source);

		const decoded = decodeRendition(encodeRendition({ segments, slots, headings }));

		expect(decoded).toEqual({ segments, slots, headings });
	},
);
