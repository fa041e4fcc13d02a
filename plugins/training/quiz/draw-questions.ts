import { menuOf } from './question-menu.ts';
import type { Question, Quiz } from './quiz-model.ts';

/** One question as somebody gets it. */
export interface DrawnQuestion {
	readonly key: string;
	/** Which of the answers, steps or entries of the menu, as written, stands at each place. Empty where none do. */
	readonly order: readonly number[];
}

export interface Drawing {
	readonly shuffleQuestions: boolean;
	readonly shuffleAnswers: boolean;
	/** An integer from 0, below its argument. */
	readonly random: (below: number) => number;
}

export function drawQuestions({ groups }: Quiz, drawing: Drawing): readonly DrawnQuestion[] {
	const { shuffleQuestions, random } = drawing;
	const drawn = groups.flatMap(({ questions, draw }) =>
		draw === null || draw >= questions.length
			? questions
			: shuffled(questions.length, random)
					.slice(0, draw)
					.toSorted((a, b) => a - b)
					.flatMap((index) => questions[index] ?? []),
	);
	const order = shuffleQuestions ? shuffled(drawn.length, random) : drawn.map((_, index) => index);
	return order.flatMap((index) => {
		const question = drawn[index];
		return question ? [{ key: question.key, order: orderOf(question, drawing) }] : [];
	});
}

function orderOf(question: Question, { shuffleAnswers, random }: Drawing): readonly number[] {
	switch (question.kind) {
		case 'choice':
			return shuffleAnswers && !question.isFixed
				? shuffled(question.choices.length, random)
				: question.choices.map((_, index) => index);
		case 'order': {
			// What already stands in the right order would be no question.
			const order = shuffled(question.items.length, random);
			return order.every((item, place) => item === place) ? [...order.slice(1), ...order.slice(0, 1)] : order;
		}
		case 'match':
			return shuffled(menuOf(question).length, random);
		default:
			return [];
	}
}

function shuffled(length: number, random: Drawing['random']): number[] {
	const order = Array.from({ length }, (_, index) => index);
	for (let last = length - 1; last > 0; last -= 1) {
		const other = random(last + 1);
		const moved = order[last] ?? 0;
		order[last] = order[other] ?? 0;
		order[other] = moved;
	}
	return order;
}
