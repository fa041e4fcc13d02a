import { z } from 'verbund';
import { refused } from '../refused.ts';
import type { DrawnQuestion } from './draw-questions.ts';
import { menuOf } from './question-menu.ts';
import type { Question } from './quiz-model.ts';

/**
 * What somebody answered, in the order in which the trainer wrote: the places of the choices; for each step the place
 * that it was given, from 1; for each pair the place of its entry in the menu; what stands in each gap, of a menu its
 * place. Null where nothing was answered.
 */
export const answerSchema = z.union([
	z.boolean(),
	z.string(),
	z.array(z.union([z.int(), z.string(), z.null()])),
]);
export type Answer = z.infer<typeof answerSchema>;

/** As a form or a script sends it: places are those that were shown. */
export const sentAnswer = z.union([
	z.string().max(20_000),
	z.array(z.string().max(500)).max(100),
	z.record(z.string().regex(/^\d{1,2}$/), z.string().max(500)),
]);
export type SentAnswer = z.infer<typeof sentAnswer>;

/**
 * @returns null for an empty answer
 * @throws VerbundError `command.refused` for what the question does not offer
 */
export function readAnswer(question: Question, { order }: DrawnQuestion, sent: SentAnswer): Answer | null {
	const parts = toParts(sent);
	if (parts.every((part) => part.trim() === '')) return null;
	const said = parts.findLast((part) => part !== '');
	const written = (place: number) => order[place] ?? refuse();
	switch (question.kind) {
		case 'choice': {
			const chosen = new Set(parts.filter((part) => part !== '').map((part) => written(toPlace(part))));
			if (chosen.size > 1 && !question.several) return refuse();
			return [...chosen].toSorted((a, b) => a - b);
		}
		case 'trueFalse':
			return said === 'true' ? true : said === 'false' ? false : refuse();
		case 'order':
			return byWritten(order, parts, (part) => toRank(part, question.items.length));
		case 'match':
			if (parts.length > question.pairs.length || menuOf(question).length !== order.length) return refuse();
			return question.pairs.map((_, index) => {
				const part = parts[index] ?? '';
				return part === '' ? null : written(toPlace(part));
			});
		case 'gap':
			return question.gaps.map((gap, index) => {
				const part = (parts[index] ?? '').slice(0, 200);
				if (gap.kind !== 'menu' || part === '') return part;
				return gap.options[toPlace(part)] ? part : refuse();
			});
		case 'number':
			return (parts[0] ?? '').trim().slice(0, 60);
		case 'free':
			return parts.join('\n');
	}
}

/** What the controls of the question show again: the inverse of `readAnswer`. */
export function toSent(
	question: Question,
	{ order }: DrawnQuestion,
	answer: Answer | null,
): readonly string[] {
	if (answer === null) return [];
	if (!Array.isArray(answer)) return [String(answer)];
	const said = answer.map((part) => (part === null ? '' : String(part)));
	if (question.kind === 'order') return order.map((index) => said[index] ?? '');
	if (question.kind === 'gap') return said;
	return said.map((part) => (part === '' ? '' : String(order.indexOf(Number(part)))));
}

function toParts(sent: SentAnswer): readonly string[] {
	if (typeof sent === 'string') return [sent];
	if (Array.isArray(sent)) return sent;
	const length = Math.max(0, ...Object.keys(sent).map((place) => Number(place) + 1));
	return Array.from({ length }, (_, place) => sent[place] ?? '');
}

function byWritten(
	order: readonly number[],
	parts: readonly string[],
	read: (part: string) => number | null,
): (number | null)[] {
	const answer: (number | null)[] = order.map(() => null);
	for (const [place, part] of parts.entries()) {
		const index = order[place] ?? refuse();
		answer[index] = read(part);
	}
	return answer;
}

function toRank(part: string, most: number): number | null {
	if (part.trim() === '') return null;
	const rank = toPlace(part);
	return rank >= 1 && rank <= most ? rank : refuse();
}

function toPlace(part: string): number {
	return /^\d{1,3}$/.test(part.trim()) ? Number(part) : refuse();
}

function refuse(): never {
	throw refused('training.quiz.refused.answerInvalid');
}
