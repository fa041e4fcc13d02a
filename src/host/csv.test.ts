import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('texts with semicolons, quotes and line breaks stay in their cell', () => {
	expect(toCsv([['Haus; Hof', 'sagt "ja"', 'zwei\nZeilen', 3, null]])).toBe(
		'\uFEFF"Haus; Hof";"sagt ""ja""";"zwei\nZeilen";3;\r\n',
	);
});

test.each([
	'=1+1',
	'+49',
	'-2',
	'@SUM(A1)',
	'\t=1',
	'\r=1',
	' =1+1',
	'|calc',
	'\u0000=1',
	'＝1+1',
	'＠SUM(A1)',
])('%j is no formula', (text) => {
	expect(toCsv([[text]]).slice(1)).toMatch(/^"?'/);
});

test('a name with a hyphen and a plain sentence are left as they are', () => {
	expect(toCsv([['Müller-Lüdenscheidt', 'Ein Satz.']])).toBe('\uFEFFMüller-Lüdenscheidt;Ein Satz.\r\n');
});
