import { expect, test } from 'vitest';
import { withHeadingLinks } from './heading-links.ts';

const t = (key: string, values: Readonly<Record<string, unknown>> = {}) =>
	`${key}:${String(values['title'])}`;

test('each heading that is known has a link to itself behind it, and its name stays', () => {
	const html = '<h2 id="h-fristen">Die <em>Fristen</em></h2>\n<p>Text</p><h3 id="h-tage">Tage</h3>';

	const linked = withHeadingLinks(html, [{ id: 'h-fristen', title: 'Die Fristen' }], t);

	expect(linked).toBe(
		'<div class="heading"><h2 id="h-fristen">Die <em>Fristen</em></h2><a class="heading-link" href="#h-fristen" aria-label="ui.headingLink:Die Fristen">#</a></div>\n<p>Text</p><h3 id="h-tage">Tage</h3>',
	);
});

test('a heading with markup in it is text in the label', () => {
	const title = '"><img src=x onerror=alert(1)>';

	const linked = withHeadingLinks('<h2 id="h-x">x</h2>', [{ id: 'h-x', title }], t);

	expect(linked).toContain('aria-label="ui.headingLink:&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"');
	expect(linked).not.toContain('<img');
});
