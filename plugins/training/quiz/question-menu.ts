import type { QuestionOf } from './quiz-model.ts';

/** What can be chosen for each line of a match, each once. */
export function menuOf({ pairs, others }: Pick<QuestionOf<'match'>, 'pairs' | 'others'>): readonly string[] {
	return [...new Set([...pairs.map(({ right }) => right), ...others])];
}
