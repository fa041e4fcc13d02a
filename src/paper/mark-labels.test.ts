import { expect, test } from 'vitest';
import { labelsIn } from './mark-labels.ts';

test.each([
	['words before a colon', 'Name der Person: {{ask.name}}', 'Name der Person'],
	['only those of the last sentence', 'Bescheid vom Amt. Name: {{ask.name}}', 'Name'],
	['those behind the value before', '{{ask.city}} Name: {{ask.name}}', 'Name'],
	['the line above a value that stands alone', 'Name, Vorname\n\n{{ask.name}}', 'Name, Vorname'],
	['the first place where it stands', 'Name: {{ask.name}}\nKlientin: {{ask.name}}', 'Name'],
	['a list as well', 'Kinder:\n{{#each ask.name}}{{item}}{{/each}}', 'Kinder'],
])('%s call a value', (_, text, label) => {
	expect(labelsIn(text)['ask.name']).toBe(label);
});

test.each([
	'Guten Tag {{ask.name}},',
	'Sehr geehrte Damen und Herren,\n{{ask.name}}',
	'{{ask.city}}\n{{ask.name}}',
	`${'sehr '.repeat(30)}lang: {{ask.name}}`,
	'{{#if ask.name}}ja{{/if}}',
	'17: {{ask.name}}',
])('nothing in %j calls a value', (text) => {
	expect(labelsIn(text)).not.toHaveProperty(['ask.name']);
});

test('a hostile text is read in no time', () => {
	const started = performance.now();

	labelsIn(`${'Wort '.repeat(200_000)}: {{ask.name}}`.repeat(3));
	labelsIn(`${'. '.repeat(200_000)}{{ask.name}}`);

	expect(performance.now() - started).toBeLessThan(1000);
});
