import { gapMark } from '../gap-marks.ts';
import type { Gap, Question } from '../quiz-model.ts';
import { readCloze } from './cloze.ts';
import type { TakeNote } from './imported-quiz.ts';
import type { MoodleFields } from './moodle-fields.ts';
import { childOf, childrenOf, textOf, type XmlElement } from './xml-tree.ts';

export type OwnQuestion = Question extends infer One
	? One extends Question
		? Omit<One, 'key' | 'title' | 'text' | 'points' | 'feedback'>
		: never
	: never;

export interface ReadKind {
	readonly question: OwnQuestion;
	/** In place of the question's own. */
	readonly text?: string;
	/** Where the question itself says nothing. */
	readonly feedback?: { readonly right: string; readonly wrong: string };
}

/** What a kind makes of its element; null after a note. */
export type ReadOwn = (element: XmlElement, fields: MoodleFields, note: TakeNote) => ReadKind | null;

/** Readers of Moodle's kinds of questions, by their names. */
export const ownParts: ReadonlyMap<string, ReadOwn> = new Map<string, ReadOwn>([
	['multichoice', readMultichoice],
	['truefalse', readTrueFalse],
	['matching', readMatching],
	['ddmatch', readMatching],
	['shortanswer', readShortAnswer],
	['numerical', readNumerical],
	[
		'essay',
		(element, fields) => ({
			question: { kind: 'free', sample: fields.markdown(childOf(element, 'graderinfo')) },
		}),
	],
	['cloze', (_element, { text }, note) => readCloze(text, note)],
	['multianswer', (_element, { text }, note) => readCloze(text, note)],
	['ordering', readOrdering],
	['gapselect', (element, fields, note) => readWordBank(element, fields, 'selectoption', note)],
	['ddwtos', (element, fields, note) => readWordBank(element, fields, 'dragbox', note)],
]);

function readMultichoice(...[element, fields, note]: Parameters<ReadOwn>): ReturnType<ReadOwn> {
	const several = textOf(childOf(element, 'single')) === 'false';
	const answers = childrenOf(element, 'answer').map((answer) => ({
		text: fields.markdown(answer),
		fraction: fractionOf(answer),
		feedback: fields.markdown(childOf(answer, 'feedback')),
	}));
	const isRight = (fraction: number) => (several ? fraction > 0 : fraction >= 99.9);
	const partly = answers.filter(({ fraction }) => fraction > 0).map(({ fraction }) => fraction);
	if (several ? new Set(partly.map(Math.round)).size > 1 : partly.some((fraction) => !isRight(fraction)))
		note('weights');
	const choices = answers.map(({ text, fraction, feedback }) => ({
		text,
		feedback,
		isRight: isRight(fraction),
	}));
	if (choices.length < 2 || !choices.some((choice) => choice.isRight)) {
		note('noRightAnswer');
		return null;
	}
	const isFixed = ['0', 'false'].includes(textOf(childOf(element, 'shuffleanswers')));
	return { question: { kind: 'choice', several, choices, isFixed, isWhole: false } };
}

function readTrueFalse(...[element, fields, note]: Parameters<ReadOwn>): ReturnType<ReadOwn> {
	const answers = childrenOf(element, 'answer');
	const right = answers.find((answer) => fractionOf(answer) > 50);
	const said = textOf(right).toLowerCase();
	if (!right || !['true', 'false'].includes(said)) {
		note('noRightAnswer');
		return null;
	}
	const saidTo = (answer: XmlElement | undefined) => fields.markdown(answer && childOf(answer, 'feedback'));
	const feedback = { right: saidTo(right), wrong: saidTo(answers.find((answer) => answer !== right)) };
	return { question: { kind: 'trueFalse', isTrue: said === 'true' }, feedback };
}

function readMatching(...[element, fields, note]: Parameters<ReadOwn>): ReturnType<ReadOwn> {
	const sides = childrenOf(element, 'subquestion').map((side) => ({
		left: fields.markdown(side).replaceAll(/\s+/g, ' '),
		right: fields.plain(childOf(side, 'answer')),
	}));
	const pairs = sides.filter(({ left, right }) => left !== '' && right !== '');
	if (pairs.length < 2) {
		note('tooFewPairs');
		return null;
	}
	const others = sides.filter(({ left, right }) => left === '' && right !== '').map(({ right }) => right);
	return { question: { kind: 'match', pairs, others, isWhole: false } };
}

function readShortAnswer(...[element, fields, note]: Parameters<ReadOwn>): ReturnType<ReadOwn> {
	const answers = childrenOf(element, 'answer').map((answer) => ({
		text: textOf(answer),
		fraction: fractionOf(answer),
		feedback: fields.markdown(childOf(answer, 'feedback')),
	}));
	const right = answers.filter(({ fraction }) => fraction >= 99.9).map(({ text }) => text);
	if (answers.some(({ fraction }) => fraction > 0 && fraction < 99.9)) note('weights');
	if (answers.some(({ feedback }) => feedback !== '')) note('answerFeedback');
	if (right.length === 0) {
		note('noRightAnswer');
		return null;
	}
	const isExact = ['1', 'true'].includes(textOf(childOf(element, 'usecase')));
	return {
		question: { kind: 'gap', gaps: [{ kind: 'words', answers: right, isExact }], isWhole: false },
		text: `${fields.text}\n\n${gapMark(0)}`,
	};
}

function readNumerical(...[element, _fields, note]: Parameters<ReadOwn>): ReturnType<ReadOwn> {
	const answers = childrenOf(element, 'answer');
	const right = answers.filter((answer) => fractionOf(answer) >= 99.9);
	if (answers.some((answer) => fractionOf(answer) > 0 && fractionOf(answer) < 99.9) || right.length > 1)
		note('weights');
	const [first] = right;
	const value = Number(textOf(first));
	if (!first || textOf(first) === '' || !Number.isFinite(value)) {
		note('noRightAnswer');
		return null;
	}
	const tolerance = Math.abs(Number(textOf(childOf(first, 'tolerance')) || '0'));
	const units = childOf(element, 'units');
	const unit = units ? textOf(childrenOf(units, 'unit')[0], 'unit_name') : '';
	if (units && childrenOf(units, 'unit').length > 1) note('units');
	return {
		question: { kind: 'number', value, tolerance: Number.isFinite(tolerance) ? tolerance : 0, unit },
	};
}

/** The answers stand in the right order. */
function readOrdering(...[element, fields, note]: Parameters<ReadOwn>): ReturnType<ReadOwn> {
	const items = childrenOf(element, 'answer').map((answer) =>
		fields.markdown(answer).replaceAll(/\s+/g, ' '),
	);
	if (items.length < 2) {
		note('noRightAnswer');
		return null;
	}
	return { question: { kind: 'order', items, isWhole: false } };
}

/** `[[1]]` in the text is the first of the words; each gap offers those of the same group. */
function readWordBank(
	element: XmlElement,
	{ text }: MoodleFields,
	name: string,
	note: TakeNote,
): ReturnType<ReadOwn> {
	const words = childrenOf(element, name).map((word) => ({
		text: textOf(word),
		group: textOf(childOf(word, 'group')) || '1',
	}));
	const gaps: Gap[] = [];
	const marked = text.replaceAll(/\\?\[\\?\[(\d{1,3})\\?\]\\?\]/g, (whole, number: string) => {
		const right = words[Number(number) - 1];
		if (!right) return whole;
		const options = words
			.filter(({ group }) => group === right.group)
			.map((word) => ({ text: word.text, isRight: word === right }));
		gaps.push({ kind: 'menu', options });
		return gapMark(gaps.length - 1);
	});
	if (gaps.length === 0 || gaps.some((gap) => gap.kind === 'menu' && gap.options.length < 2)) {
		note('noGaps');
		return null;
	}
	return { question: { kind: 'gap', gaps, isWhole: false }, text: marked };
}

function fractionOf(answer: XmlElement): number {
	const fraction = Number(answer.attributes['fraction'] ?? '0');
	return Number.isFinite(fraction) ? fraction : 0;
}
