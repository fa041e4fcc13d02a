import { describe, expect, test } from 'vitest';
import { readAnswer, toSent, type SentAnswer } from './answer.ts';
import { drawQuestions } from './draw-questions.ts';
import { questionsOf, type Question } from './quiz-model.ts';
import { readQuiz } from './read-quiz.ts';
import { rightAnswer } from './right-answer.ts';
import { scoreAnswer } from './score-answer.ts';

function questionOf(text: string): Question {
	const [question] = questionsOf(readQuiz(text).quiz);
	if (!question) throw new Error(`No question in ${text}`);
	return question;
}

/** Scores what a browser sends for a question that is shown as it was written. */
function score(text: string, sent: SentAnswer): number | null {
	const question = questionOf(text);
	const order = Array.from({ length: 10 }, (_, index) => index);
	const length =
		question.kind === 'match'
			? new Set([...question.pairs.map(({ right }) => right), ...question.others]).size
			: question.kind === 'order'
				? question.items.length
				: 10;
	return scoreAnswer(question, readAnswer(question, { key: '', order: order.slice(0, length) }, sent));
}

const several = '## A\n- [x] a\n- [x] b\n- [ ] c\n- [ ] d';
const pairs = '## A\n- a -> 1\n- b -> 2\n- -> 3';

describe('points', () => {
	test.each<[string, string, SentAnswer, number | null]>([
		['the right one', '## A\n- [x] a\n- [ ] b', ['', '0'], 1],
		['a wrong one', '## A\n- [x] a\n- [ ] b', ['', '1'], 0],
		['nothing', '## A\n- [x] a\n- [ ] b', '', 0],
		['all right ones', several, ['', '0', '1'], 1],
		['half of the right ones', several, ['', '0'], 0.5],
		['everything', several, ['', '0', '1', '2', '3'], 0],
		['one right and one wrong', several, ['', '0', '2'], 0],
		['half of them where only all count', `${several}\nWertung: ganz`, ['', '0'], 0],
		['a statement', '## A\nAntwort: falsch', ['', 'false'], 1],
		['a wrong statement', '## A\nAntwort: falsch', ['', 'true'], 0],
		['the right order', '## A\n1. a\n2. b\n3. c', { 0: '1', 1: '2', 2: '3' }, 1],
		['two steps swapped', '## A\n1. a\n2. b\n3. c', { 0: '1', 1: '3', 2: '2' }, 1 / 3],
		['all pairs', pairs, { 0: '0', 1: '1' }, 1],
		['one pair', pairs, { 0: '0', 1: '2' }, 0.5],
		['a gap, written a little otherwise', '## A\nEine {Einwilligung}.', { 0: '  einwilligung. ' }, 1],
		[
			'a gap whose spelling counts',
			'## A\nEine {Einwilligung}.\nSchreibweise: genau',
			{ 0: 'einwilligung' },
			0,
		],
		['words around a star', '## A\nAntwort: Ein*igung', { 0: 'Einwilligung' }, 1],
		['a star that stands for itself', '## A\nAntwort: a\\*b', { 0: 'axb' }, 0],
		['a number within its tolerance', '## A\nAntwort: 72 ± 2', '73,9', 1],
		['a number with its unit', '## A\nAntwort: 72\nEinheit: Stunden', '72 Stunden', 1],
		['a number outside', '## A\nAntwort: 72 ± 2', '74,1', 0],
		['a number with a tolerance in tenths', '## A\nAntwort: 0,3 ± 0,1', '0,4', 1],
		['words in place of a number', '## A\nAntwort: 72', 'viele', 0],
		['a free text', '## A\nAntwort: frei', 'Ich frage.', null],
		['no free text', '## A\nAntwort: frei', '  ', 0],
	])('for %s', (_, text, sent, points) => {
		const given = score(text, sent);

		if (points === null) expect(given).toBeNull();
		else expect(given).toBeCloseTo(points, 10);
	});

	test.each<[string, SentAnswer]>([
		['## A\n- [x] a\n- [ ] b', ['', '17']],
		['## A\n- [x] a\n- [ ] b', ['', '-1']],
		['## A\n- [x] a\n- [ ] b', ['', '0', '1']],
		['## A\nAntwort: ja', 'vielleicht'],
		['## A\n1. a\n2. b', { 0: '3' }],
		['## A\n1. a\n2. b', { 0: '0' }],
		['## A\n1. a\n2. b', { 7: '1' }],
		[pairs, { 0: '9' }],
		['## A\n{[x] a [ ] b}', { 0: '5' }],
	])('what %j does not offer is refused: %j', (text, sent) => {
		expect(() => score(text, sent)).toThrow(expect.objectContaining({ code: 'command.refused' }));
	});
});

const all = readQuiz(
	'## A\n- [x] a\n- [ ] b\n- [x] c\n## B\nAntwort: ja\n## C\n1. a\n2. b\n3. c\n## D\n- a -> 1\n- b -> 1\n- -> 3\n## E\n{x} {[ ] a [x] b} {3 ± 1}\n## F\nAntwort: 7',
).quiz;

test('the right answer is worth everything in whatever order it is shown, and comes back to its controls', () => {
	for (let seed = 1; seed <= 50; seed += 1) {
		const random = (below: number) => (seed * 7919) % below;
		const drawn = drawQuestions(all, { shuffleQuestions: true, shuffleAnswers: true, random });

		expect(drawn).toHaveLength(6);
		for (const one of drawn) {
			const question = questionsOf(all).find(({ key }) => key === one.key);
			if (!question) throw new Error('It was drawn from these.');
			const right = rightAnswer(question);
			const shown = toSent(question, one, right);
			const isParted = ['order', 'match', 'gap'].includes(question.kind);
			const again = readAnswer(question, one, isParted ? Object.fromEntries(shown.entries()) : [...shown]);

			expect(again).toEqual(right);
			expect(scoreAnswer(question, again)).toBe(1);
		}
	}
});

test('steps are never shown in the right order', () => {
	const { quiz } = readQuiz('## A\n1. a\n2. b');

	for (let seed = 0; seed < 20; seed += 1) {
		const [drawn] = drawQuestions(quiz, {
			shuffleQuestions: false,
			shuffleAnswers: true,
			random: (below) => seed % below,
		});
		expect(drawn?.order).toEqual([1, 0]);
	}
});

test('of a topic as many are drawn as it says, and each at most once', () => {
	const { quiz } = readQuiz(
		`Ziehen: 3\n${Array.from({ length: 8 }, (_, index) => `## F${index}\nAntwort: ja`).join('\n')}`,
	);
	const seen = new Set<string>();

	for (let times = 0; times < 60; times += 1) {
		const drawn = drawQuestions(quiz, {
			shuffleQuestions: false,
			shuffleAnswers: true,
			random: (below) => Math.floor(Math.random() * below),
		});
		expect(new Set(drawn.map(({ key }) => key)).size).toBe(3);
		for (const { key } of drawn) seen.add(key);
	}

	expect(seen.size).toBe(8);
});
