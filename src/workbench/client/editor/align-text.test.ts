import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alignText } from './align-text.ts';

/** The Markdown between the first and the last sign of `words`, as they stand in `text`. */
function sourceOf(words: string, text: string, markdown: string): string {
	const places = alignText(text, markdown);
	const start = text.indexOf(words);
	return markdown.slice(places[start], (places[start + words.length - 1] ?? 0) + 1);
}

describe('words of a text are found in its Markdown', () => {
	test.each([
		['ist wichtig', 'Das ist wichtig.', 'Das **ist** wichtig.', 'ist** wichtig'],
		['und heute', 'Amt und heute', '[Amt](https://amt.example/und) und heute', 'und heute'],
		['3 * 4', '3 * 4 = 12', '3 \\* 4 = 12', '3 \\* 4'],
		['zwei Zeilen', 'Auf zwei Zeilen', 'Auf zwei\nZeilen', 'zwei\nZeilen'],
		['Frist', 'Die Frist', '- Die *Frist*', 'Frist'],
	])('%s', (words, text, markdown, source) => {
		expect(sourceOf(words, text, markdown)).toBe(source);
	});

	test('whatever stands between, places rise and hold the same signs', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), (text, markdown) => {
				const found = alignText(text, markdown).flatMap((at, index) => (at === -1 ? [] : [{ at, index }]));
				const isRising = found.every(({ at }, order) => order === 0 || at > (found[order - 1]?.at ?? -1));
				const isSame = found.every(
					({ at, index }) => (markdown[at] ?? '').trim() === text.charAt(index).trim(),
				);
				return isRising && isSame;
			}),
		);
	});
});
