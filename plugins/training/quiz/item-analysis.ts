import type { PluginContext } from 'verbund';
import { answerSchema, type Answer } from './answer.ts';
import type { Editions } from './editions.ts';
import { menuOf } from './question-menu.ts';
import type { Question } from './quiz-model.ts';
import type { QuizTables } from './quiz-tables.ts';
import { escapeHtml } from './render-quiz.ts';
import { fills } from './score-answer.ts';

/** Below this nothing is shown: few answers would be somebody's answers. */
export const fewestAttempts = 5;

/** How a question works, from all attempts that were handed in. Nobody's name goes into it. */
export interface QuestionAnalysis {
	readonly key: string;
	readonly question: Question;
	readonly answers: number;
	/** Mean share of its points, 0 to 100: the easier the higher. */
	readonly easiness: number;
	/** Correlation with the rest of the quiz, -1 to 1; null where all answered alike. */
	readonly discrimination: number | null;
	/** How often each answer was chosen, or each step, pair or gap was right; empty for what people write freely. */
	readonly chosen: readonly {
		readonly html: string;
		/** Null where it is counted how often it was right. */
		readonly isRight: boolean | null;
		readonly count: number;
	}[];
}

export interface QuizAnalysis {
	readonly attempts: number;
	readonly passed: number;
	readonly meanPercent: number;
	/** Empty where there are too few attempts. */
	readonly questions: readonly QuestionAnalysis[];
}

export async function analyse(
	{ storage }: Pick<PluginContext, 'storage'>,
	editions: Editions,
	{ itemId, language }: { readonly itemId: string; readonly language: string },
): Promise<QuizAnalysis> {
	const rows = await storage
		.query<QuizTables>()
		.selectFrom('training_attempts')
		.innerJoin('training_quiz_editions', 'training_quiz_editions.id', 'training_attempts.edition_id')
		.leftJoin('training_answers', 'training_answers.attempt_id', 'training_attempts.id')
		.select([
			'training_attempts.id',
			'training_attempts.edition_id as editionId',
			'training_attempts.drawn',
			'training_attempts.points as total',
			'training_attempts.most_points as most',
			'training_attempts.passed',
			'training_answers.question_key as key',
			'training_answers.answer',
			'training_answers.points',
		])
		.where('training_attempts.item_id', '=', itemId)
		.where('training_attempts.state', '=', 'marked')
		.where('training_quiz_editions.language', '=', language)
		.orderBy('training_attempts.submitted_at', 'desc')
		.limit(mostRows)
		.execute();
	const byAttempt = [...Map.groupBy(rows, ({ id }) => id).values()];
	const heads = byAttempt.flatMap(([head]) => head ?? []);
	const attempts = heads.length;
	if (attempts < fewestAttempts) return { attempts, passed: 0, meanPercent: 0, questions: [] };
	const results = new Map<string, Result[]>();
	const questions = new Map<string, Question>();
	for (const answers of byAttempt) {
		const [head] = answers;
		if (!head) continue;
		const edition = await editions.get(head.editionId);
		const given = new Map(answers.map((row) => [row.key, row]));
		for (const { key } of drawnKeys(head.drawn)) {
			const question = edition.questions.get(key);
			if (!question) continue;
			questions.set(key, questions.get(key) ?? question);
			const row = given.get(key);
			const points = row?.points ?? 0;
			const rest = head.most - question.points;
			const result = {
				share: points / question.points,
				rest: rest > 0 ? ((head.total ?? 0) - points) / rest : null,
				answer: typeof row?.answer === 'string' ? answerSchema.parse(JSON.parse(row.answer)) : null,
			};
			results.set(key, [...(results.get(key) ?? []), result]);
		}
	}
	return {
		attempts,
		passed: heads.filter(({ passed }) => passed === 1).length,
		meanPercent: mean(heads.map(({ total, most }) => (most === 0 ? 1 : (total ?? 0) / most))) * 100,
		questions: [...questions].flatMap(([key, question]) => {
			const own = results.get(key) ?? [];
			return own.length < fewestAttempts ? [] : [analyseQuestion(key, question, own)];
		}),
	};
}

const mostRows = 100_000;

interface Result {
	readonly share: number;
	/** Share of the points of all other questions; null where there is no other. */
	readonly rest: number | null;
	readonly answer: Answer | null;
}

function analyseQuestion(key: string, question: Question, results: readonly Result[]): QuestionAnalysis {
	const withRest = results.flatMap(({ share, rest }) => (rest === null ? [] : [{ share, rest }]));
	return {
		key,
		question,
		answers: results.length,
		easiness: mean(results.map(({ share }) => share)) * 100,
		discrimination: correlation(
			withRest.map(({ share }) => share),
			withRest.map(({ rest }) => rest),
		),
		chosen: chosenOf(
			question,
			results.map(({ answer }) => answer),
		),
	};
}

function chosenOf(question: Question, answers: readonly (Answer | null)[]): QuestionAnalysis['chosen'] {
	const counted = (isChosen: (answer: Answer) => boolean) =>
		answers.filter((answer) => answer !== null && isChosen(answer)).length;
	if (question.kind === 'choice') {
		return question.choices.map(({ text, isRight }, index) => ({
			html: text,
			isRight,
			count: counted((answer) => Array.isArray(answer) && answer.includes(index)),
		}));
	}
	if (question.kind === 'trueFalse') {
		return [true, false].map((said) => ({
			html: said ? 'true' : 'false',
			isRight: question.isTrue === said,
			count: counted((answer) => answer === said),
		}));
	}
	if (question.kind === 'match') {
		const menu = menuOf(question);
		return question.pairs.map(({ left, right }, index) => ({
			html: `${left} → ${escapeHtml(right)}`,
			isRight: null,
			count: counted((answer) => Array.isArray(answer) && menu[Number(answer[index] ?? -1)] === right),
		}));
	}
	if (question.kind === 'order') {
		return question.items.map((item, index) => ({
			html: item,
			isRight: null,
			count: counted((answer) => Array.isArray(answer) && answer[index] === index + 1),
		}));
	}
	if (question.kind !== 'gap') return [];
	return question.gaps.map((gap, index) => ({
		html: String(index + 1),
		isRight: null,
		count: counted((answer) => Array.isArray(answer) && fills(gap, String(answer[index] ?? ''))),
	}));
}

function drawnKeys(drawn: string): readonly { readonly key: string }[] {
	const keys: readonly { readonly key: string }[] = JSON.parse(drawn);
	return keys;
}

function mean(numbers: readonly number[]): number {
	return numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** Pearson's; of fewer than two, or where one side is the same throughout, there is none. */
function correlation(one: readonly number[], other: readonly number[]): number | null {
	if (one.length < 2) return null;
	const [meanOne, meanOther] = [mean(one), mean(other)];
	let together = 0;
	let ownOne = 0;
	let ownOther = 0;
	for (const [index, number] of one.entries()) {
		const x = number - meanOne;
		const y = (other[index] ?? 0) - meanOther;
		together += x * y;
		ownOne += x * x;
		ownOther += y * y;
	}
	return ownOne === 0 || ownOther === 0 ? null : together / Math.sqrt(ownOne * ownOther);
}
