import { expect, test } from 'vitest';
import { locatePassage, readableText } from './passages.ts';

const text = 'Den Antrag annehmen.\n\nDen Eingang am selben Tag stempeln. Den Antrag senden.';

test.each([
	['words that stand there', 'am selben Tag', 0, 28],
	['across a line break', 'annehmen. Den Eingang', 0, 9],
	['as a browser gives a selection', 'annehmen.\n\n\tDen Eingang', 0, 9],
	['the first of two places', 'Den Antrag', 3, 0],
	['the second of two places, which is nearer', 'Den Antrag', 60, 48],
	['words that are gone', 'im selben Monat', 0, null],
	['words that differ in a capital', 'den antrag', 0, null],
	['nothing', ' \n', 0, null],
	['a pattern', '.*', 0, null],
])('%s', (_name, quote, position, expected) => {
	expect(locatePassage(text, { quote, position })).toBe(expected);
});

test.each([
	['<p>Ein <strong>Wort</strong></p>', 'Ein Wort'],
	['<a href="/x" title="a > b">Verweis</a>', 'Verweis'],
	['&lt;script&gt; &amp; &quot;mehr&quot;', '<script> & "mehr"'],
	['&#8230;&#x2026;', '……'],
	['&unknown; &#99999999999;', '&unknown; &#99999999999;'],
])('what is read of %s', (html, expected) => {
	expect(readableText(html).replace(/\s+/g, ' ').trim()).toBe(expected);
});
