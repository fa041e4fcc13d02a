import { expect, test } from 'vitest';
import { guessQuestions, withGuessedQuestions } from './guess-questions.ts';

const nobody = new Set<string>();

test.each([
	['a value', ['ask.clientName'], { kind: 'text', optional: false, label: 'Client Name' }],
	['a value that days are added to', ['ask.begin + 14 days'], { kind: 'date' }],
	['a value that is named after a day', ['ask.birthDate'], { kind: 'date' }],
	['a word that only ends like one', ['ask.update'], { kind: 'text' }],
	['a sum', ['ask.zuschussbetrag'], { kind: 'amount' }],
	['an address', ['ask.homeAddress'], { kind: 'lines' }],
	['a repeated value', ['#each ask.children', 'item', '/each'], { kind: 'list', optional: true }],
	['a condition alone', ['#if ask.guardian', '/if'], { kind: 'yesNo', optional: false }],
	['a value within its condition', ['#if ask.phone', 'ask.phone', '/if'], { kind: 'text', optional: true }],
	[
		'texts that it is compared with',
		['#if ask.kind = "Neuantrag"', '/if', '#unless ask.kind = "Folgeantrag"', '/unless'],
		{ kind: 'choice', choices: 'Neuantrag\nFolgeantrag', optional: false },
	],
	[
		'the only text that it is compared with',
		['#if ask.kind = "Eilantrag"', '/if'],
		{ kind: 'choice', choices: 'Eilantrag', optional: true },
	],
])('%s says how it is asked for', (_, marks, expected) => {
	const [question] = guessQuestions({ marks, labels: {} }, nobody);

	expect(question).toMatchObject(expected);
});

test('words in front of a value are its label', () => {
	const [question] = guessQuestions({ marks: ['ask.az'], labels: { 'ask.az': 'Aktenzeichen' } }, nobody);

	expect(question).toMatchObject({ name: 'az', label: 'Aktenzeichen' });
});

test('what an author has described stays as it is, and values of others are no questions', () => {
	const described = [{ name: 'clientName', label: 'Wer?', kind: 'lines' }];

	const fields = withGuessedQuestions(
		{ file: 'x', questions: described },
		{ marks: ['organisation.name', 'ask.clientName', 'ask.city', 'ask.Kopie', 'date'], labels: {} },
	);

	expect(fields).toMatchObject({ file: 'x', questions: [described[0], { name: 'city', label: 'City' }] });
});

test('a file with more questions than a form may have keeps to the limit', () => {
	const marks = Array.from({ length: 80 }, (_, index) => `ask.value${index}`);

	const { questions } = withGuessedQuestions({}, { marks, labels: {} });

	expect(questions).toHaveLength(60);
});
