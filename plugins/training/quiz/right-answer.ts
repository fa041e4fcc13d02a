import type { Answer } from './answer.ts';
import { menuOf } from './question-menu.ts';
import type { Question } from './quiz-model.ts';

/** An answer that gets all points; of a free text there is none. */
export function rightAnswer(question: Question): Answer | null {
	switch (question.kind) {
		case 'choice': {
			const right = question.choices.flatMap(({ isRight }, index) => (isRight ? [index] : []));
			return question.several ? right : right.slice(0, 1);
		}
		case 'trueFalse':
			return question.isTrue;
		case 'order':
			return question.items.map((_, index) => index + 1);
		case 'match': {
			const menu = menuOf(question);
			return question.pairs.map(({ right }) => menu.indexOf(right));
		}
		case 'gap':
			return question.gaps.map((gap) => {
				if (gap.kind === 'menu') return String(gap.options.findIndex(({ isRight }) => isRight));
				return gap.kind === 'number' ? String(gap.value) : (gap.answers[0] ?? '').replaceAll('\\*', '*');
			});
		case 'number':
			return String(question.value);
		case 'free':
			return null;
	}
}

/** The order in which the trainer wrote. */
export function orderAsWritten(question: Question): readonly number[] {
	const entries =
		question.kind === 'choice'
			? question.choices
			: question.kind === 'order'
				? question.items
				: question.kind === 'match'
					? menuOf(question)
					: [];
	return entries.map((_, index) => index);
}
