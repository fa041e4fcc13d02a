import { expect, test } from 'vitest';
import { escapeHtml } from './escape.ts';
import { fillSlots } from './fill-slots.ts';
import { renderMarkdown } from './render.ts';

test('slots are filled in their order', () => {
	const filled = fillSlots(renderMarkdown('a {{b}} c {{d}}{{e}}'), (slot) =>
		slot.kind === 'placeholder' ? slot.name.toUpperCase() : '',
	);

	expect(filled).toBe('<p>a B c DE</p>\n');
});

test('what fills a slot is not looked through for slots', () => {
	const filled = fillSlots(renderMarkdown('{{a}} {{b}}'), () => '$& {{b}} \uE000x.1\uE001');

	expect(filled).toBe('<p>$& {{b}} \uE000x.1\uE001 $& {{b}} \uE000x.1\uE001</p>\n');
});

test('escaped text cannot leave a tag or an attribute', () => {
	expect(escapeHtml(`<a href="x" title='y'>&amp;`)).toBe(
		'&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;',
	);
});
