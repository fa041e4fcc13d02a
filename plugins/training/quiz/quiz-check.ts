import type { ProblemCheck } from 'verbund';
import { readQuiz } from './read-quiz.ts';

/** What of the questions cannot be asked as it is written, with its line. Other types have no such field. */
export const quizCheck: ProblemCheck = {
	check({ texts }) {
		const questions = texts.find(({ field }) => field === 'fields.questions');
		if (!questions) return [];
		return readQuiz(questions.markdown).faults.map(({ reason, severity, start, end, values }) => ({
			message: `training.quiz.fault.${reason}`,
			values,
			severity,
			field: questions.field,
			start,
			end,
		}));
	},
};
