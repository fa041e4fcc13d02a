import { expect, test } from 'vitest';
import { findWords, proposedWords } from './find-words.ts';

test.each([
	['words as they stand', 'Den Antrag annehmen.', 'Antrag annehmen', ['Antrag annehmen']],
	['words with marks', 'Den **Eingang** am *selben* Tag.', 'Eingang am selben', ['Eingang** am *selben']],
	[
		'words of a link',
		'Im [Amt](https://amt.example/a) fragen.',
		'Amt fragen',
		['Amt](https://amt.example/a) fragen'],
	],
	['signs that are escaped', String.raw`Nr\. 5\*`, 'Nr. 5*', [String.raw`Nr\. 5\*`]],
	['words across a line', 'Den\nAntrag', 'Den Antrag', ['Den\nAntrag']],
	['every place', 'Tag um Tag', 'Tag', ['Tag', 'Tag']],
	['a pattern as the signs that it is', 'Was? (.*)', '(.*)', ['(.*)']],
	['words that are gone', 'Den Antrag', 'Die Anträge', []],
	['nothing', 'Den Antrag', ' ', []],
])('finds %s', (_name, markdown, words, found) => {
	expect(findWords(markdown, words).map(({ start, end }) => markdown.slice(start, end))).toEqual(found);
});

test.each([
	[
		'only what changes',
		'Die **Technik** heute rufen.',
		'Technik heute rufen',
		'Technik sofort rufen',
		'Die **Technik** sofort rufen.',
	],
	['a word that stands twice', 'Tag *um* Tag.', 'Tag um Tag', 'Tag um Woche', 'Tag *um* Woche.'],
	[
		'words that are added',
		'Die *Technik* rufen.',
		'Technik rufen',
		'Technik sofort rufen',
		'Die *Technik* sofort rufen.',
	],
	[
		'words that are left out',
		'Die Technik heute rufen.',
		'Technik heute rufen',
		'Technik rufen',
		'Die Technik rufen.',
	],
	['all of them', 'Die Technik.', 'Die Technik', 'Das Büro', 'Das Büro.'],
	['words by none, and the space', 'Die Technik sofort rufen.', 'sofort', '', 'Die Technik rufen.'],
	['the last words by none', 'Die Technik rufen, bitte.', 'bitte', '', 'Die Technik rufen,.'],
	['the first words by none', 'Bitte sofort rufen.', 'Bitte', '', 'sofort rufen.'],
	['words with marks by none', 'Die **Technik** rufen.', 'Technik', '', 'Die rufen.'],
	['a whole line by none', 'Eins\n\nZwei\n\nDrei', 'Zwei', '', 'Eins\n\n\n\nDrei'],
])('replaces %s', (_name, markdown, quote, proposal, replaced) => {
	const [place] = findWords(markdown, quote);

	const { start, end, words } = proposedWords(markdown, place ?? { start: 0, end: 0 }, quote, proposal);

	expect(markdown.slice(0, start) + words + markdown.slice(end)).toBe(replaced);
});

test('a long quote in a long text is found at once', () => {
	const long = 'Ein Wort **und** noch eins. '.repeat(4000);
	const started = performance.now();

	findWords(long, `${'Ein Wort und noch eins. '.repeat(40)}x`);

	expect(performance.now() - started).toBeLessThan(2000);
});
