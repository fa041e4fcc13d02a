import { expect, test } from 'vitest';
import { splitLessons } from './split-lessons.ts';

const split = (markdown: string) =>
	splitLessons(markdown, 'Datenschutz').map(({ section, title, markdown: text }) => [section, title, text]);

test('a text is split at its headings; what stands before them is a lesson of the whole’s name', () => {
	expect(split('Vorweg.\n\n# Eins\n\nText 1\n\n# Zwei\n\nText 2')).toEqual([
		[null, 'Datenschutz', 'Vorweg.'],
		[null, 'Eins', 'Text 1'],
		[null, 'Zwei', 'Text 2'],
	]);
});

test('headings over several others are sections', () => {
	expect(
		split(
			'# Teil A\n\n## Eins\n\n1\n\n## Zwei\n\n2\n\n# Teil B\n\nEinleitung\n\n## Drei\n\n3\n\n## Vier\n\n### Genauer\n\n4',
		),
	).toEqual([
		['Teil A', 'Eins', '1'],
		['Teil A', 'Zwei', '2'],
		['Teil B', 'Teil B', 'Einleitung'],
		['Teil B', 'Drei', '3'],
		['Teil B', 'Vier', '### Genauer\n\n4'],
	]);
});

test('one heading over everything is the name of the whole, and a few below others stay within their lessons', () => {
	expect(split('# Alles\n\n## Eins\n\n1\n\n## Zwei\n\n2').map(([, title]) => title)).toEqual([
		'Eins',
		'Zwei',
	]);
	expect(split('# Eins\n\n## Nebenbei\n\n1\n\n# Zwei\n\n2').map(([, title]) => title)).toEqual([
		'Eins',
		'Zwei',
	]);
});

test('what looks like a heading in code is none, and marks in a heading are not part of its title', () => {
	expect(
		split('# **Eins** und [zwei](x.md)\n\n```\n# kein Titel\n```\n\n~~~~\n```\n# auch nicht\n~~~~'),
	).toEqual([[null, 'Eins und zwei', '```\n# kein Titel\n```\n\n~~~~\n```\n# auch nicht\n~~~~']]);
});

test('a text without headings is one lesson', () => {
	expect(split('Nur Text')).toEqual([[null, 'Datenschutz', 'Nur Text']]);
});
