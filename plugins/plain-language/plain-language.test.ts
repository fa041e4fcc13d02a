import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkText } from './check-text.ts';
import { labelledSentences } from './labelled-sentences.ts';
import { proseOf } from './prose.ts';
import { rules } from './rules/rule-table.ts';
import { sentencesOf } from './sentences.ts';

const finds = (rule: string, source: string) =>
	checkText(source, 'de-simple').filter((finding) => finding.rule === rule);
const texts = join(import.meta.dirname, '../../content/starter');

describe.each(rules.map(({ id }) => id))('%s', (rule) => {
	const { hard = [], easy = [] } = labelledSentences[rule] ?? {};

	test('is measured with at least 15 sentences of each kind', () => {
		expect(Math.min(hard.length, easy.length)).toBeGreaterThanOrEqual(15);
	});

	test('is found where it is', () => {
		expect(hard.filter((sentence) => finds(rule, sentence).length === 0)).toEqual([]);
	});

	test('is not found where it is not', () => {
		expect(easy.filter((sentence) => finds(rule, sentence).length > 0)).toEqual([]);
	});

	test('has a source, a reason and a severity', () => {
		const { severity } = rules.find(({ id }) => id === rule) ?? {};
		const german = JSON.parse(readFileSync(join(import.meta.dirname, 'l10n/de.json'), 'utf8'));

		expect(severity?.['de-simple']).toBeDefined();
		expect(german[`plain-language.${rule}`]).toBeTruthy();
		expect(german[`plain-language.${rule}.reason`]).toBeTruthy();
	});
});

describe('a place', () => {
	test('is the words in the source, whatever markup stands around them', () => {
		const source =
			'# Über uns\n\n- Das steht im **SGB**, [siehe](item:procedure/sgb-xy).\n- Ohne `z.B. Code` und {{organisation.phone}}.\n';

		const found = checkText(source, 'de-simple').map(({ start, end }) => source.slice(start, end));

		expect(found).toEqual(['SGB']);
	});

	test.each([
		['code', '```\nz. B. der Antrag wird geprüft\n```'],
		['code in a line', 'Das ist `bzw.` hier.'],
		['the target of a link', '[Hier](/evaluation/implementieren)'],
		['an address', 'Auf https://verbund.example/evaluation/implementieren steht es.'],
		['the target of an item link', 'Siehe [[procedure/evaluation-implementieren]].'],
		['a placeholder', '{{organisation.evaluation}} ist da.'],
		['an image', '![](file:evaluation.png)'],
		['a comment', '<!-- ggf. ändern -->'],
	])('is never in %s', (_, source) => {
		expect(checkText(source, 'de-simple')).toEqual([]);
	});

	test('is in the words of a link', () => {
		const source = 'Die [[procedure/x|Evaluation]] hilft.';

		expect(checkText(source, 'de-simple').map(({ start, end }) => source.slice(start, end))).toEqual([
			'Evaluation',
		]);
	});
});

test('a sentence ends where readers see its end', () => {
	const source =
		'Kommen Sie am 3. Mai zu Dr. J. Meier in Haus B. Es ist z. B. offen! Wirklich?\n\n## Danach\n\n- Eins\n- Zwei\n\n| A | B |\n|---|---|\n| c | d |';

	const found = sentencesOf(proseOf(source)).map(({ text }) => text);

	expect(found).toEqual([
		'Kommen Sie am 3. Mai zu Dr. J. Meier in Haus B.',
		'Es ist z. B. offen!',
		'Wirklich?',
		'Danach',
		'Eins',
		'Zwei',
		'A',
		'B',
		'c',
		'd',
	]);
});

test.each([
	['Der Brief wird am 3.5.2026 verschickt.', '3. Mai 2026'],
	['Das steht im SGB IX.', '9'],
	['Das Büro des neuen Leiters', 'von dem neuen Leiter'],
	['Bringen Sie den Schwerbehindertenausweis mit.', 'Schwerbehinderten-Ausweis'],
	['Das sind 50 %.', 'die Hälfte'],
	['Bringen Sie z.B. Brot mit.', 'zum Beispiel'],
	['Wegen des Regens fällt das Fest aus.', 'dem Regen'],
	['Innerhalb des Hauses ist es warm.', 'von dem Haus'],
	['Eines Tages kam der Brief.', 'An einem Tag'],
	['Das ist des Öfteren so.', 'oft'],
	['30 % der Menschen leben allein.', '3 von 10 '],
	['50 % der Miete zahlen wir.', 'die Hälfte der '],
	['100 % der Kinder lachen.', 'alle '],
	['Das steht in § 78.', 'Paragraf'],
])('a proposal for „%s“: %s', (sentence, proposal) => {
	expect(checkText(sentence, 'de-simple').map((finding) => finding.proposal)).toContain(proposal);
});

describe('the texts that come with the hub', () => {
	const found = (language: 'de' | 'de-simple') =>
		readdirSync(texts, { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith(`.${language}.md`))
			.flatMap((file) => {
				const body = readFileSync(join(texts, file), 'utf8').split('\n---\n').slice(1).join('\n---\n');
				return checkText(body, language).filter(({ rule }) => rule !== 'negation' && rule !== 'passive');
			});

	test('in Leichte Sprache are written by the rules: hardly anything is marked', () => {
		expect(found('de-simple').length).toBeLessThanOrEqual(8);
	});

	test('in German give no more than a handful to think about', () => {
		expect(found('de').length).toBeLessThanOrEqual(30);
	});

	test('of which the same words are found hard when they are put into Leichte Sprache unchanged', () => {
		const body = readFileSync(join(texts, 'starter/procedure/notfall/brand.de.md'), 'utf8');

		expect(checkText(body, 'de-simple').length).toBeGreaterThan(20);
	});
});

describe('a hostile text', () => {
	const million = (piece: string) => piece.repeat(Math.ceil(1_000_000 / piece.length)).slice(0, 1_000_000);

	test.each([
		['one word', 'a'],
		['one compound', 'Arbeits'],
		['opened links', ']('],
		['opened placeholders', '{{'],
		['opened item links', '![['],
		['backticks', '`'],
		['tags', '<a'],
		['commas', ', der '],
		['genitives', 'der Leitung der Gruppe '],
		['passives', 'wird gestellt '],
		['dots', '. '],
		['numbers', '1.000'],
		['Roman numerals', 'X'],
		['lines', '- a\n'],
		['quotes', '>'],
		['table cells', '|a'],
		['mail addresses', 'a.b@'],
		['blanks', ' '],
		['hyphens', 'a-'],
		['abbreviations', 'z. '],
	])('of %s is read to its end in bounded time', (_, piece) => {
		const begin = process.cpuUsage();
		const found = checkText(million(piece), 'de-simple');
		const { user, system } = process.cpuUsage(begin);

		expect(found.length).toBeLessThanOrEqual(500);
		expect((user + system) / 1e6).toBeLessThan(8);
	});
});
