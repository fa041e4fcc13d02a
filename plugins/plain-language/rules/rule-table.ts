import { findAbbreviations } from './abbreviation.ts';
import { findForeignWords } from './foreign-word.ts';
import { findGenitives } from './genitive.ts';
import { findLongSentence } from './long-sentence.ts';
import { findLongWords } from './long-word.ts';
import { findNegations } from './negation.ts';
import { findLargeNumbers, findNumericDates, findPercentages, findRomanNumerals } from './numbers.ts';
import { findPassive } from './passive.ts';
import type { Rule } from './rule.ts';
import { findSeveralStatements } from './several-statements.ts';
import { findSubjunctives } from './subjunctive.ts';

/**
 * What makes a text hard to read. `de-simple` is measured by the rules of Leichte Sprache; other German texts only by
 * what every reader gains from. The limits in words and letters are the hub's own: the sources name none.
 */
export const rules: readonly Rule[] = [
	{
		id: 'longSentence',
		source: { bitv: 5, network: 'Sätze: Schreiben Sie kurze Sätze.' },
		severity: { 'de-simple': 'warning', de: 'information' },
		headings: false,
		find: findLongSentence,
	},
	{
		id: 'severalStatements',
		source: { bitv: 5, network: 'Sätze: Machen Sie in jedem Satz nur eine Aussage.' },
		severity: { 'de-simple': 'warning', de: 'information' },
		headings: false,
		find: findSeveralStatements,
	},
	{
		id: 'longWord',
		source: { bitv: 4, network: 'Wörter: Trennen Sie lange Wörter mit einem Binde-Strich.' },
		severity: { 'de-simple': 'warning', de: 'information' },
		headings: true,
		find: findLongWords,
	},
	{
		id: 'passive',
		source: { bitv: 1, network: 'Wörter: Benutzen Sie aktive Wörter.' },
		severity: { 'de-simple': 'warning', de: 'information' },
		headings: false,
		find: findPassive,
	},
	{
		id: 'subjunctive',
		source: { bitv: 1, network: 'Wörter: Vermeiden Sie den Konjunktiv.' },
		severity: { 'de-simple': 'warning' },
		headings: false,
		find: findSubjunctives,
	},
	{
		id: 'genitive',
		source: { bitv: 1, network: 'Wörter: Vermeiden Sie den Genitiv.' },
		severity: { 'de-simple': 'warning' },
		headings: true,
		find: findGenitives,
	},
	{
		id: 'negation',
		source: { bitv: 1, network: 'Wörter: Benutzen Sie positive Sprache.' },
		severity: { 'de-simple': 'information', de: 'information' },
		headings: false,
		find: findNegations,
	},
	{
		id: 'abbreviation',
		source: { bitv: 1, network: 'Wörter: Verzichten Sie auf Abkürzungen.' },
		severity: { 'de-simple': 'warning', de: 'information' },
		headings: true,
		find: findAbbreviations,
	},
	{
		id: 'foreignWord',
		source: { bitv: 4, network: 'Wörter: Verzichten Sie auf Fach-Wörter und Fremd-Wörter.' },
		severity: { 'de-simple': 'warning', de: 'information' },
		headings: true,
		find: findForeignWords,
	},
	{
		id: 'romanNumeral',
		source: { bitv: null, network: 'Zahlen und Zeichen: Schreiben Sie arabische Zahlen.' },
		severity: { 'de-simple': 'warning' },
		headings: true,
		find: findRomanNumerals,
	},
	{
		id: 'largeNumber',
		source: { bitv: null, network: 'Zahlen und Zeichen: Vermeiden Sie hohe Zahlen.' },
		severity: { 'de-simple': 'warning' },
		headings: true,
		find: findLargeNumbers,
	},
	{
		id: 'percentage',
		source: { bitv: null, network: 'Zahlen und Zeichen: Vermeiden Sie Prozent-Zahlen.' },
		severity: { 'de-simple': 'warning' },
		headings: true,
		find: findPercentages,
	},
	{
		id: 'numericDate',
		source: { bitv: null, network: null },
		severity: { 'de-simple': 'warning' },
		headings: true,
		find: findNumericDates,
	},
];
