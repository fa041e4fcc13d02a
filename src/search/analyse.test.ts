import { expect, test } from 'vitest';
import { analyse, joinedByHyphens } from './analyse.ts';

const stems = (text: string, language = 'de') => analyse(text, language).map(({ analysed }) => analysed.stem);

test.each([
	['Maßnahmen', 'Massnahme'],
	['Häuser', 'Haus'],
	['Berechtigungen', 'berechtigen'],
	['Arbeitsverhältnisses', 'Arbeitsverhaeltnis'],
])('%s and %s are one word', (one, other) => {
	expect(stems(one)).toEqual(stems(other));
});

test('a stop word is no other word, even where the stemmer makes them one', () => {
	expect(stems('Sicherheit')).not.toEqual(stems('sich'));
});

test('English has its own rules', () => {
	expect(stems('organisations', 'en')).toEqual(stems('organisation', 'en'));
	expect(stems('organisations', 'en')).not.toEqual(stems('organisations', 'de'));
});

test('a language without rules keeps its words whole', () => {
	expect(stems('Başvurular', 'tr')).toEqual(['basvurular']);
	expect(stems('مُساعدة', 'ar')).toEqual(['مساعدة']);
});

test('tokens know their place in the text', () => {
	const text = '§ 5 Hilfe – für Ältere';

	const words = analyse(text, 'de').map(({ start, end }) => text.slice(start, end));

	expect(words).toEqual(['5', 'Hilfe', 'für', 'Ältere']);
});

test('what hyphens join is also one word', () => {
	const text = 'Eine E-Mail an den Bund-Länder-Ausschuss, Rechts- und Sachmangel';

	const joined = joinedByHyphens(text, analyse(text, 'de'), 'de');

	expect(joined.map(({ analysed }) => analysed.word)).toEqual(['email', 'bundlanderausschuss']);
});
