import { sql, type Kysely, type PluginContext } from 'verbund';
import type { AnsweredQuestion } from '../learning-events.ts';
import type { TrainingParts } from '../training-parts.ts';
import { toAnsweredQuestion } from './answered-question.ts';
import { isOver, percentOf, toAttempt, toSavedAnswer, type Attempt } from './attempt.ts';
import type { Attempts, SentAnswers } from './attempts.ts';
import type { Editions } from './editions.ts';
import type { QuizTables } from './quiz-tables.ts';
import { scoreAnswer } from './score-answer.ts';

export interface HandIn {
	/**
	 * Ends an attempt with the answers sent along, or, after its end, with those that had been saved. One that has ended
	 * already stays as it is.
	 */
	handIn(attempt: Attempt, answers: SentAnswers): Promise<Attempt>;
	/** Ends what its time has ended, with what was saved. @returns how many */
	closeOverdue(now: number): Promise<number>;
	/** Adds up what is marked by now, and says what comes of it. In the running transaction. */
	settle(id: string): Promise<Attempt>;
}

export function createHandIn(
	{ storage }: Pick<PluginContext, 'storage'>,
	{ events, progress }: Pick<TrainingParts, 'events' | 'progress'>,
	{ attempts, editions }: { readonly attempts: Attempts; readonly editions: Editions },
): HandIn {
	const inTransaction = <Result>(work: (transaction: Kysely<QuizTables>) => Promise<Result>) =>
		storage.transaction<QuizTables, Result>(work);

	const handIn: HandIn = {
		async handIn(attempt, answers) {
			// Read before the transaction, which holds database work only.
			await editions.get(attempt.editionId);
			return inTransaction(async (transaction) => {
				const present = await find(transaction, attempt.id);
				if (present.submittedAt !== null) return present;
				if (!isOver(present, Date.now())) await attempts.keep(present, answers);
				return end(transaction, present);
			});
		},
		async closeOverdue(now) {
			const rows = await storage
				.query<QuizTables>()
				.selectFrom('training_attempts')
				.selectAll()
				.where('state', '=', 'running')
				.where('ends_at', '<=', now)
				.orderBy('ends_at')
				.limit(mostAtOnce)
				.execute();
			for (const row of rows) await handIn.handIn(toAttempt(row), {});
			return rows.length;
		},
		settle: (id) =>
			inTransaction(async (transaction) => {
				const attempt = await find(transaction, id);
				const result = await resultOf(attempt, await answersOf(transaction, id));
				if (result.state === 'waiting') return attempt;
				await transaction.updateTable('training_attempts').set(result).where('id', '=', id).execute();
				const marked = await find(transaction, id);
				await tell(marked);
				return marked;
			}),
	};
	return handIn;

	/** Marks what the hub can mark itself; the same few statements however many questions there are. */
	async function end(transaction: Kysely<QuizTables>, attempt: Attempt): Promise<Attempt> {
		const { questions } = await editions.get(attempt.editionId);
		const given: AnsweredQuestion[] = [];
		const answers = (await answersOf(transaction, attempt.id)).map((row) => {
			const question = questions.get(row.question_key);
			const { answer } = toSavedAnswer(row);
			const score = question ? scoreAnswer(question, answer) : 0;
			if (question && answer !== null) given.push(toAnsweredQuestion(question, answer, score));
			return { ...row, points: score === null || !question ? null : round(score * question.points) };
		});
		if (answers.length > 0) {
			await transaction
				.insertInto('training_answers')
				.values(answers)
				.onConflict((conflict) =>
					conflict
						.columns(['attempt_id', 'question_key'])
						.doUpdateSet({ points: sql<number | null>`excluded.points` }),
				)
				.execute();
		}
		const row = await transaction
			.updateTable('training_attempts')
			.set({
				...(await resultOf(attempt, answers)),
				submitted_at: Math.min(Date.now(), attempt.endsAt ?? Infinity),
			})
			.where('id', '=', attempt.id)
			.where('submitted_at', 'is', null)
			.returningAll()
			.executeTakeFirst();
		if (!row) return find(transaction, attempt.id);
		const ended = toAttempt(row);
		await tellAnswers(ended, given);
		if (ended.state === 'marked') await tell(ended);
		return ended;
	}

	/** What stands in the row of the attempt; nothing is added up while somebody has to read some of it. */
	async function resultOf(
		attempt: Attempt,
		answers: readonly Pick<QuizTables['training_answers'], 'answer' | 'points'>[],
	) {
		if (answers.some(({ points, answer }) => points === null && answer !== null))
			return { state: 'waiting' } as const;
		const points = round(answers.reduce((sum, answer) => sum + (answer.points ?? 0), 0));
		const { settings } = await editions.get(attempt.editionId);
		const isPassed = (percentOf({ ...attempt, points }) ?? 0) >= settings.passPercent;
		return { state: 'marked', points, passed: isPassed ? 1 : 0 } as const;
	}

	async function tellAnswers(attempt: Attempt, answers: readonly AnsweredQuestion[]): Promise<void> {
		const { courseId, lessonId, personId, itemId } = attempt;
		if (courseId === '' || answers.length === 0) return;
		await events.tell({
			...{ verb: 'answered', personId, courseId, lessonId, itemId, answers },
			at: attempt.submittedAt ?? Date.now(),
		});
	}

	async function tell(attempt: Attempt): Promise<void> {
		const { courseId, lessonId, personId, itemId, round: taken, isPassed } = attempt;
		const score = percentOf(attempt) ?? 0;
		const verb = isPassed === true ? 'passed' : 'failed';
		if (courseId === '') return;
		await events.tell({ verb, personId, courseId, lessonId, itemId, score, at: Date.now() });
		if (isPassed === true)
			await progress.complete({ personId, courseId, lessonId, round: taken, result: { score } });
	}
}

const mostAtOnce = 200;

function answersOf(transaction: Kysely<QuizTables>, id: string) {
	return transaction.selectFrom('training_answers').selectAll().where('attempt_id', '=', id).execute();
}

async function find(transaction: Kysely<QuizTables>, id: string): Promise<Attempt> {
	const row = await transaction
		.selectFrom('training_attempts')
		.selectAll()
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	return toAttempt(row);
}

function round(points: number): number {
	return Math.round(points * 100) / 100;
}
