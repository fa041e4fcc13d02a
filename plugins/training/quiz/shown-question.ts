import { toSent, type Answer } from './answer.ts';
import type { SavedAnswer } from './attempt.ts';
import type { DrawnQuestion } from './draw-questions.ts';
import { menuOf } from './question-menu.ts';
import type { Gap, Question } from './quiz-model.ts';
import { fills, scoreAnswer } from './score-answer.ts';

/** A question as the page of an attempt shows it. Nothing in it says what is right, unless `result` does. */
export interface ShownQuestion {
	/** From 0, in the order of the attempt. */
	readonly place: number;
	readonly kind: Question['kind'];
	readonly title: string;
	readonly text: string;
	readonly points: number;
	readonly several: boolean;
	/** Choices, steps or left sides, in the order in which they are shown. */
	readonly entries: readonly ShownEntry[];
	/** What can be chosen for each entry of a match. */
	readonly menu: readonly string[];
	readonly gaps: readonly ShownGap[];
	/** Behind the control of a number. */
	readonly unit: string;
	/** What was answered, as the controls hold it. */
	readonly sent: readonly string[];
	/** It was checked or handed in, and is not changed any more. */
	readonly isFinal: boolean;
	readonly result: ShownResult | null;
}

export interface ShownEntry {
	readonly html: string;
	/** What is right here, and what is said to it; only in a result. */
	readonly isRight: boolean | null;
	readonly right: string;
	readonly feedback: string;
}

export interface ShownGap {
	readonly kind: Gap['kind'];
	readonly options: readonly string[];
	readonly isRight: boolean | null;
	readonly right: string;
}

export interface ShownResult {
	readonly points: number | null;
	readonly verdict: 'right' | 'partly' | 'wrong' | 'waiting';
	/** HTML. */
	readonly feedback: readonly string[];
	/** The right answer where the entries do not say it: of a number, of true or false, an example of a free text. */
	readonly right:
		| { readonly kind: 'true' | 'false' }
		| { readonly kind: 'number'; readonly value: number; readonly tolerance: number }
		| { readonly kind: 'sample'; readonly html: string }
		| null;
	/** Markdown of whoever marked it. */
	readonly comment: string;
}

export function toShownQuestion(
	question: Question,
	drawn: DrawnQuestion,
	place: number,
	{
		saved,
		isFinal,
		isTold,
	}: { readonly saved: SavedAnswer | undefined; readonly isFinal: boolean; readonly isTold: boolean },
): ShownQuestion {
	const answer = saved?.answer ?? null;
	const result = isTold ? toResult(question, answer, saved) : null;
	return {
		place,
		kind: question.kind,
		title: question.title,
		text: question.text,
		points: question.points,
		several: question.kind === 'choice' && question.several,
		entries: toEntries(question, drawn, answer, isTold),
		menu: question.kind === 'match' ? inOrder(drawn, menuOf(question)) : [],
		gaps:
			question.kind === 'gap'
				? question.gaps.map((gap, index) => toGap(gap, partOf(answer, index), isTold))
				: [],
		unit: question.kind === 'number' ? question.unit : '',
		sent: toSent(question, drawn, answer),
		isFinal,
		result,
	};
}

function toEntries(
	question: Question,
	drawn: DrawnQuestion,
	answer: Answer | null,
	isTold: boolean,
): readonly ShownEntry[] {
	const parts = Array.isArray(answer) ? answer : [];
	const told = (entry: ShownEntry): ShownEntry =>
		isTold ? entry : { html: entry.html, isRight: null, right: '', feedback: '' };
	switch (question.kind) {
		case 'choice': {
			const entries = question.choices.map(({ text, isRight, feedback }, index) =>
				told({ html: text, isRight, right: '', feedback: parts.includes(index) ? feedback : '' }),
			);
			return inOrder(drawn, entries);
		}
		case 'order': {
			const entries = question.items.map((html, index) =>
				told({ html, isRight: parts[index] === index + 1, right: String(index + 1), feedback: '' }),
			);
			return inOrder(drawn, entries);
		}
		case 'match': {
			const menu = menuOf(question);
			return question.pairs.map(({ left, right }, index) =>
				told({ html: left, isRight: menu[Number(parts[index] ?? -1)] === right, right, feedback: '' }),
			);
		}
		default:
			return [];
	}
}

function toGap(gap: Gap, said: string, isTold: boolean): ShownGap {
	const options = gap.kind === 'menu' ? gap.options.map(({ text }) => text) : [];
	if (!isTold) return { kind: gap.kind, options, isRight: null, right: '' };
	return { kind: gap.kind, options, isRight: fills(gap, said), right: rightOf(gap) };
}

function rightOf(gap: Gap): string {
	if (gap.kind === 'number') return String(gap.value);
	if (gap.kind === 'words') return gap.answers[0] ?? '';
	return gap.options.find(({ isRight }) => isRight)?.text ?? '';
}

function toResult(question: Question, answer: Answer | null, saved: SavedAnswer | undefined): ShownResult {
	const score = scoreAnswer(question, answer);
	const points = saved?.points ?? (score === null ? null : Math.round(score * question.points * 100) / 100);
	const isRight = points !== null && points >= question.points;
	const verdict = points === null ? 'waiting' : isRight ? 'right' : points > 0 ? 'partly' : 'wrong';
	const { general, right, wrong } = question.feedback;
	return {
		points,
		verdict,
		feedback: [verdict === 'right' ? right : verdict === 'waiting' ? '' : wrong, general].filter(
			(html) => html !== '',
		),
		right: rightAnswer(question),
		comment: saved?.comment ?? '',
	};
}

function rightAnswer(question: Question): ShownResult['right'] {
	if (question.kind === 'trueFalse') return { kind: question.isTrue ? 'true' : 'false' };
	if (question.kind === 'number')
		return { kind: 'number', value: question.value, tolerance: question.tolerance };
	if (question.kind === 'free' && question.sample !== '') return { kind: 'sample', html: question.sample };
	return null;
}

function partOf(answer: Answer | null, index: number): string {
	return Array.isArray(answer) ? String(answer[index] ?? '') : '';
}

function inOrder<T>({ order }: DrawnQuestion, list: readonly T[]): readonly T[] {
	return order.flatMap((index) => list[index] ?? []);
}
