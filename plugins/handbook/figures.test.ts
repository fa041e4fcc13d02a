import { expect, test } from 'vitest';
import { splitAtFigures, takeFigures } from './figures.ts';

test('a picture on a line of its own leaves the text and comes back in its place', () => {
	const { text, figures } = takeFigures(
		'Davor\n\n![Die Seite „Heute“](../../images/home.webp "Was wartet")\n\nDanach',
	);

	const parts = splitAtFigures('<p>Davor</p>\n<p>((picture 0))</p>\n<p>Danach</p>', figures);

	expect(text).not.toContain('![');
	expect(parts).toEqual([
		{ html: '<p>Davor</p>\n' },
		{ figure: { name: 'home.webp', alt: 'Die Seite „Heute“', caption: 'Was wartet' } },
		{ html: '<p>Danach</p>' },
	]);
});

test.each([
	['in a sentence', 'Sehen Sie ![das](../../images/home.webp) an'],
	['from elsewhere', '![das](https://a.example/home.webp)'],
	['outside of its folder', '![das](../../images/../home.webp)'],
	['without a description', '![](../../images/home.webp)'],
])('a picture %s is no figure', (_fault, source) => {
	expect(takeFigures(source)).toEqual({ text: source, figures: [] });
});

test('a figure whose file is missing is left out', () => {
	expect(splitAtFigures('<p>((picture 0))</p>\n<p>Text</p>', [undefined])).toEqual([{ html: '<p>Text</p>' }]);
});
