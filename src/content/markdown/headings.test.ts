import { expect, test } from 'vitest';
import { renderMarkdown } from './render.ts';

function outline(source: string): string[] {
	return renderMarkdown(source).headings.map(({ level, id }) => `${level} ${id}`);
}

test('the page has the only h1, and what is below moves along', () => {
	expect(outline('# A\n## B\n### C\n## D\n# E')).toEqual(['2 h-a', '3 h-b', '4 h-c', '3 h-d', '2 h-e']);
	expect(outline('## A\n### B')).toEqual(['2 h-a', '3 h-b']);
	expect(renderMarkdown('A\n=\n\n# B').segments.join('')).not.toContain('<h1');
});

test('no level is left out, whatever was written', () => {
	expect(outline('### A\n### B\n##### C\n## D')).toEqual(['2 h-a', '2 h-b', '3 h-c', '2 h-d']);
});

test('headings of six levels keep their order; the outline holds the first three', () => {
	const { segments, headings } = renderMarkdown('# A\n## B\n### C\n#### D\n##### E\n###### F');

	expect(segments.join('').match(/<h\d/g)).toEqual(['<h2', '<h3', '<h4', '<h5', '<h6', '<h6']);
	expect(segments.join('').match(/<\/h\d/g)).toEqual(['</h2', '</h3', '</h4', '</h5', '</h6', '</h6']);
	expect(headings.map(({ text }) => text)).toEqual(['A', 'B', 'C']);
});

test('an id is the text in Latin letters', () => {
	expect(outline('# Anträge & Größe: Über „Æther“, café №5')).toEqual(['2 h-antraege-groesse-ueber-aether-cafe-no5']);
	expect(outline('# **Fett** `code` [Link](/x)')).toEqual(['2 h-fett-code-link']);
	expect(outline(`# ${'lang '.repeat(40)}`)[0]?.length).toBeLessThan(70);
});

test('equal headings get different ids', () => {
	expect(outline('# A\n# A\n# A 2\n# A\n# !\n# ?')).toEqual([
		'2 h-a',
		'2 h-a-2',
		'2 h-a-2-2',
		'2 h-a-3',
		'2 h-section',
		'2 h-section-2',
	]);
});

test('the outline shows placeholders and item links as they were written', () => {
	const { headings } = renderMarkdown('# Anruf bei {{organisation.phone}} [[a|mit Text]] [[procedure/b]]');

	expect(headings).toEqual([
		{
			id: 'h-anruf-bei-organisation-phone-mit-text-procedure-b',
			level: 2,
			text: 'Anruf bei {{organisation.phone}} mit Text procedure/b',
		},
	]);
});

test('a link to a heading may leave out the prefix', () => {
	const { segments } = renderMarkdown(
		'# Nötige Unterlagen\n\n[a](#nötige-unterlagen) [b](#noetige-unterlagen) [c](#h-noetige-unterlagen) [d](#x) [e](#%ff)',
	);

	expect(segments.join('').match(/href="[^"]*"/g)).toEqual([
		'href="#h-noetige-unterlagen"',
		'href="#h-noetige-unterlagen"',
		'href="#h-noetige-unterlagen"',
		'href="#x"',
		'href="#%ff"',
	]);
});
