import { describe, expect, test } from 'vitest';
import { readQuiz } from './read-quiz.ts';
import { questionsOf } from './quiz-model.ts';

const only = (text: string) => {
	const { quiz, faults } = readQuiz(text);
	expect(faults).toEqual([]);
	const [question, ...more] = questionsOf(quiz);
	expect(more).toEqual([]);
	return question;
};
const faultsOf = (text: string) => readQuiz(text).faults.map(({ reason, line }) => ({ reason, line }));

describe('kinds of questions', () => {
	test('one box with an x makes a question with one answer', () => {
		const question = only(
			[
				'## Darf das Foto ins Internet?',
				'Auf dem Foto ist **ein Mensch**.',
				'',
				'- [ ] Ja, immer. {Ohne Erlaubnis *nie*.}',
				'- [x] Nur wenn die Person es',
				'  erlaubt hat.',
				'',
				'Punkte: 2,5',
				'Rückmeldung: Fragen Sie vorher.',
			].join('\n'),
		);

		expect(question).toMatchObject({
			kind: 'choice',
			several: false,
			title: 'Darf das Foto ins Internet?',
			text: 'Auf dem Foto ist **ein Mensch**.',
			points: 2.5,
			choices: [
				{ text: 'Ja, immer.', isRight: false, feedback: 'Ohne Erlaubnis *nie*.' },
				{ text: 'Nur wenn die Person es\nerlaubt hat.', isRight: true, feedback: '' },
			],
			feedback: { general: 'Fragen Sie vorher.', right: '', wrong: '' },
		});
	});

	test('several boxes with an x let several be chosen, and so does the word for it', () => {
		expect(only('## A\n- [x] a\n- [X] b\n- [] c')).toMatchObject({ several: true, isWhole: false });
		expect(only('## A\nAuswahl: mehrere\nWertung: ganz\n- [x] a\n- [ ] b')).toMatchObject({
			several: true,
			isWhole: true,
		});
	});

	test.each([
		['richtig', true],
		['Falsch.', false],
		['stimmt nicht', false],
		['true', true],
	])('an answer “%s” makes a statement', (said, isTrue) => {
		expect(only(`## Ein Foto ist personenbezogen.\nAntwort: ${said} {Auch die Stimme.}`)).toMatchObject({
			kind: 'trueFalse',
			isTrue,
			feedback: { wrong: 'Auch die Stimme.' },
		});
	});

	test('numbered lines are steps in their order', () => {
		expect(only('## Was zuerst?\n\n1. Fragen\n2. Aufschreiben\n3) Fotografieren')).toMatchObject({
			kind: 'order',
			items: ['Fragen', 'Aufschreiben', 'Fotografieren'],
		});
	});

	test('arrows make pairs, and a right side alone goes with nothing', () => {
		expect(only('## Was passt?\n- Name -> ja\n- Wetter → nein\n* -> vielleicht')).toMatchObject({
			kind: 'match',
			pairs: [
				{ left: 'Name', right: 'ja' },
				{ left: 'Wetter', right: 'nein' },
			],
			others: ['vielleicht'],
		});
	});

	test('braces in the text are gaps to write in, to choose from, or for numbers', () => {
		const question = only(
			'## Lücken\nMan braucht eine {Einwilligung | Zustimmung}, {[ ] immer [x] nur} mit Gesicht, binnen {72 ± 2} Stunden.\n- Und {{organisation.name}} \\{bleibt\\}.',
		);

		expect(question).toMatchObject({
			kind: 'gap',
			gaps: [
				{ kind: 'words', answers: ['Einwilligung', 'Zustimmung'], isExact: false },
				{
					kind: 'menu',
					options: [
						{ text: 'immer', isRight: false },
						{ text: 'nur', isRight: true },
					],
				},
				{ kind: 'number', value: 72, tolerance: 2 },
			],
		});
		expect(question?.text).toBe(
			'Man braucht eine \uE0000\uE001, \uE0001\uE001 mit Gesicht, binnen \uE0002\uE001 Stunden.\n- Und {{organisation.name}} \\{bleibt\\}.',
		);
	});

	test.each([
		['72 ± 2', 72, 2],
		['72 +- 0,5', 72, 0.5],
		['-3,25', -3.25, 0],
	])('an answer “%s” is a number', (said, value, tolerance) => {
		expect(only(`## Wie viele?\nAntwort: ${said}\nEinheit: Stunden`)).toMatchObject({
			kind: 'number',
			value,
			tolerance,
			unit: 'Stunden',
		});
	});

	test('other words are what is to be written, also those with a meaning, in quotes', () => {
		expect(
			only('## Wie heißt das Blatt?\nAntwort: Einwilligung | "frei"\nSchreibweise: genau'),
		).toMatchObject({
			kind: 'gap',
			gaps: [{ kind: 'words', answers: ['Einwilligung', 'frei'], isExact: true }],
		});
	});

	test('a free text has an example', () => {
		expect(
			only('Frage: Was tun Sie?\nAntwort: frei\nMusterlösung: Ich frage.\n  Dann schreibe ich.'),
		).toMatchObject({
			kind: 'free',
			title: 'Was tun Sie?',
			sample: 'Ich frage.\nDann schreibe ich.',
		});
	});

	test('lists before the answers belong to the question, like a block of code', () => {
		const question = only(
			'## Was gilt?\n- eins\n- zwei\n\n```\n## kein Titel\n- [x] kein Kästchen\n```\n- [x] a\n- [ ] b',
		);

		expect(question).toMatchObject({ kind: 'choice', choices: [{ text: 'a' }, { text: 'b' }] });
		expect(question?.text).toContain('- eins\n- zwei');
		expect(question?.text).toContain('## kein Titel');
	});
});

test('topics hold questions, and say how many are drawn', () => {
	const { quiz, faults } = readQuiz(
		'## Vorweg\nAntwort: ja\n\n# Fotos\nZiehen: 1\n\n## A\nAntwort: ja\n## B\nAntwort: nein\n\nThema: Briefe\n## C\nAntwort: ja\n',
	);

	expect(faults).toEqual([]);
	expect(quiz.groups.map(({ title, draw, questions }) => [title, draw, questions.length])).toEqual([
		['', null, 1],
		['Fotos', 1, 2],
		['Briefe', null, 1],
	]);
});

test('English words mean the same', () => {
	expect(
		only('Question: May I?\nAnswer: free\nSample answer: Ask.\nPoints: 3\nExplanation: Because.'),
	).toMatchObject({
		kind: 'free',
		sample: 'Ask.',
		points: 3,
		feedback: { general: 'Because.' },
	});
});

test('a question keeps its key when it is worth something else, and gets another when it asks something else', () => {
	const before = only('## A\n- [x] a\n- [ ] b')?.key;

	expect(only('## A\n- [x] a {gut}\n- [ ] b\nPunkte: 3')?.key).toBe(before);
	expect(only('## A\n- [x] a\n- [ ] c')?.key).not.toBe(before);
});

test('two questions that say the same have keys of their own', () => {
	const { quiz } = readQuiz('## A\nAntwort: ja\n## A\nAntwort: ja');

	expect(new Set(questionsOf(quiz).map(({ key }) => key)).size).toBe(2);
});

test.each<[string, string, number]>([
	['Nur ein Text.', 'outside', 1],
	['## A', 'noAnswer', 1],
	['## A\n- a\n- b', 'noBoxes', 1],
	['## A\n- [ ] a\n- [ ] b', 'noRight', 1],
	['## A\n- [x] a', 'oneChoice', 2],
	['## A\n- [x] a\n- [?] b', 'boxUnknown', 3],
	['## A\n- [x] a\n- b\n- [ ] c', 'pointAmongChoices', 3],
	['## A\n- [x] a\n- [ ]', 'emptyAnswer', 3],
	['## A\n- [x] a\n- [ ] A', 'sameAnswer', 3],
	['## A\n- [x] a {offen\n- [ ] b', 'braceOpen', 2],
	['## A\nAuswahl: eine\n- [x] a\n- [x] b', 'severalRight', 1],
	['## A\n- [x] a\n- [ ] b\nAntwort: ja', 'twoKinds', 4],
	['## A\nAntwort:', 'emptyAnswer', 2],
	['## A\nAntwort: 72 ± viel', 'numberInvalid', 2],
	['## A\n1. a', 'oneStep', 2],
	['## A\n- a -> b', 'onePair', 2],
	['## A\n- a -> b\n- c -> d\n- e', 'noArrow', 4],
	['## A\n- a -> \n- c -> d', 'emptyPair', 2],
	['## A\nEs fehlt {}.', 'gapEmpty', 2],
	['## A\nEs fehlt {hier.', 'braceOpen', 2],
	['## A\nEs ist {[ ] a [ ] b}.', 'gapMenuNoRight', 2],
	['## A\nEs ist {[x] a}.', 'gapMenuShort', 2],
	['## A\nEs ist {immer [x] a [ ] b}.', 'gapMenuText', 2],
	['## A\nAntwort: ja\nPunkte: viele', 'pointsInvalid', 3],
	['## A\nAntwort: ja\nPunkte: 0', 'pointsInvalid', 3],
	['##\nAntwort: ja', 'emptyQuestion', 1],
	['# A\n- [x] a\n- [ ] b', 'oneHash', 1],
	['# A\nZiehen: viele\n## B\nAntwort: ja', 'drawInvalid', 2],
	['# A\nZiehen: 2\n## B\nAntwort: ja', 'drawTooMany', 2],
	['## B\nAntwort: ja\nZiehen: 2', 'drawInQuestion', 3],
	[`## A\n${Array.from({ length: 41 }, (_, index) => `- [x] ${index}\n`).join('')}`, 'tooManyAnswers', 42],
])('%j is reported as %s with its line', (text, reason, line) => {
	expect(faultsOf(text)).toContainEqual({ reason, line });
});

test('a question that cannot be asked does not take the others along', () => {
	const { quiz, faults } = readQuiz('## A\n- a\n\n## B\nAntwort: ja');

	expect(questionsOf(quiz).map(({ title }) => title)).toEqual(['B']);
	expect(faults).toHaveLength(1);
	expect(faults[0]).toMatchObject({ severity: 'error', start: 0, end: 4 });
});

test.each([
	['{'.repeat(200_000)],
	[`## A\n${'{a|b}'.repeat(50_000)}`],
	[`## A\n- [x] a ${'{'.repeat(100_000)}`],
	[`## A\n- [x] a {${'\\{'.repeat(100_000)}`],
	['# a\n'.repeat(80_000)],
	[`## A\n${'- a -> '.repeat(50_000)}`],
	[`## A\nAntwort: ${'1,'.repeat(100_000)}`],
	['\n'.repeat(390_000)],
	[`## A\n${'  weiter\n'.repeat(40_000)}`],
	[`## A\n- [x] a\n${'  weiter\n'.repeat(40_000)}`],
])('a hostile text of many signs costs no more than its length (%#)', (text) => {
	const before = performance.now();

	readQuiz(text);

	expect(performance.now() - before).toBeLessThan(4000);
});
