import { randomInt } from 'node:crypto';
import { createId, notFound, sql, type Kysely, type PluginContext } from 'verbund';
import type { Insertable, RawBuilder } from 'kysely';
import { refused } from '../refused.ts';
import { readAnswer, type SentAnswer } from './answer.ts';
import {
	isOver,
	toAttempt,
	toSavedAnswer,
	type Attempt,
	type AttemptPlace,
	type SavedAnswer,
} from './attempt.ts';
import { drawQuestions } from './draw-questions.ts';
import type { Editions, QuizEdition } from './editions.ts';
import { endOf } from './attempt-end.ts';
import type { QuizTables } from './quiz-tables.ts';

/** Answers by the place of their question in the attempt, from 0, as they were sent. */
export type SentAnswers = Readonly<Record<string, SentAnswer>>;

/** What people answer. Whose attempt it is, and whether it still runs, is asked in each statement. */
export interface Attempts {
	/** A new attempt, or the one that still runs. @throws VerbundError `command.refused` where there are none left */
	start(personId: string, edition: QuizEdition, place: NewPlace): Promise<Attempt>;
	/** Of a person, at one place, in the round in which they take the course now; the first first. */
	list(personId: string, place: Omit<AttemptPlace, 'round'>): Promise<readonly Attempt[]>;
	/** @throws VerbundError `request.notFound` for another person's */
	own(personId: string, id: string): Promise<Attempt>;
	answers(id: string): Promise<readonly SavedAnswer[]>;
	/**
	 * Keeps answers; one that is empty is taken back, and one that was checked stays.
	 *
	 * @throws VerbundError `command.refused` after its end, by the clock of the server
	 */
	save(attempt: Attempt, answers: SentAnswers, options?: { readonly isFinal: boolean }): Promise<void>;
	/** The same for whoever has asked in the running transaction whether it still runs. */
	keep(attempt: Attempt, answers: SentAnswers): Promise<void>;
}

export interface NewPlace extends AttemptPlace {
	/** Whose quiz it is. */
	readonly organisationId: string;
}

export function createAttempts({ storage }: Pick<PluginContext, 'storage'>, editions: Editions): Attempts {
	const query = () => storage.query<QuizTables>();

	return {
		start: (personId, edition, { organisationId, ...place }) =>
			storage.transaction<QuizTables, Attempt>(async (transaction) => {
				const now = Date.now();
				const before = await listOwn(transaction, personId, place);
				const running = before.find((attempt) => !isOver(attempt, now));
				if (running) return running;
				const { settings, quiz } = edition;
				if (settings.attempts !== null && before.length >= settings.attempts)
					throw refused('training.quiz.refused.noAttempts');
				const endsAt = endOf(settings, now);
				if (endsAt !== null && endsAt <= now) throw refused('training.quiz.refused.closed');
				const drawn = drawQuestions(quiz, { ...settings, random: (below) => randomInt(below) });
				if (drawn.length === 0) throw refused('training.quiz.refused.noQuestions');
				const row = {
					id: createId(),
					edition_id: edition.id,
					item_id: place.itemId,
					organisation_id: organisationId,
					person_id: personId,
					course_id: place.courseId,
					lesson_id: place.lessonId,
					round: place.round,
					number: (before.at(-1)?.number ?? 0) + 1,
					drawn: JSON.stringify(drawn),
					state: 'running',
					started_at: now,
					ends_at: endsAt,
					submitted_at: null,
					points: null,
					most_points: drawn.reduce((sum, { key }) => sum + (edition.questions.get(key)?.points ?? 0), 0),
					passed: null,
				} satisfies QuizTables['training_attempts'];
				await transaction
					.insertInto('training_attempts')
					.values(row)
					.onConflict((conflict) => conflict.doNothing())
					.execute();
				const made = (await listOwn(transaction, personId, place)).at(-1);
				if (!made) throw notFound();
				return made;
			}),
		async list(personId, { courseId, ...place }) {
			const round = sql<number>`coalesce((select enrolment.round from training_enrolments as enrolment
				where enrolment.course_id = ${courseId} and enrolment.person_id = ${personId}), 0)`;
			return listOwn(query(), personId, { ...place, courseId, round });
		},
		async own(personId, id) {
			const row = await query()
				.selectFrom('training_attempts')
				.selectAll()
				.where('id', '=', id)
				.where('person_id', '=', personId)
				.executeTakeFirstOrThrow(notFound);
			return toAttempt(row);
		},
		async answers(id) {
			const rows = await query()
				.selectFrom('training_answers')
				.selectAll()
				.where('attempt_id', '=', id)
				.execute();
			return rows.map(toSavedAnswer);
		},
		async save(attempt, answers, options) {
			const rows = await toRows(attempt, answers, options);
			await storage.transaction<QuizTables, unknown>(async (transaction) => {
				await requireRunning(transaction, attempt);
				await keepRows(transaction, rows);
			});
		},
		async keep(attempt, answers) {
			const rows = await toRows(attempt, answers);
			await storage.transaction<QuizTables, unknown>((transaction) => keepRows(transaction, rows));
		},
	};

	async function toRows(
		attempt: Attempt,
		answers: SentAnswers,
		{ isFinal } = { isFinal: false },
	): Promise<readonly Insertable<QuizTables['training_answers']>[]> {
		const { questions } = await editions.get(attempt.editionId);
		const now = Date.now();
		return Object.entries(answers).map(([place, sent]) => {
			const drawn = attempt.drawn[Number(place)];
			const question = drawn && questions.get(drawn.key);
			if (!question) throw refused('training.quiz.refused.answerInvalid');
			const answer = readAnswer(question, drawn, sent);
			return {
				attempt_id: attempt.id,
				question_key: drawn.key,
				answer: answer === null ? null : JSON.stringify(answer),
				saved_at: now,
				is_final: isFinal ? 1 : 0,
				comment: '',
			};
		});
	}
}

/** In one statement: many people hand in at the same time. */
async function keepRows(
	transaction: Kysely<QuizTables>,
	rows: readonly Insertable<QuizTables['training_answers']>[],
): Promise<void> {
	if (rows.length === 0) return;
	await transaction
		.insertInto('training_answers')
		.values(rows)
		.onConflict((conflict) =>
			conflict
				.columns(['attempt_id', 'question_key'])
				.doUpdateSet({
					answer: sql<string | null>`excluded.answer`,
					saved_at: sql<number>`excluded.saved_at`,
					is_final: sql<number>`excluded.is_final`,
				})
				.where('training_answers.is_final', '=', 0),
		)
		.execute();
}

async function listOwn(
	transaction: Kysely<QuizTables>,
	personId: string,
	{
		itemId,
		courseId,
		lessonId,
		round,
	}: Omit<AttemptPlace, 'round'> & { readonly round: number | RawBuilder<number> },
): Promise<readonly Attempt[]> {
	const rows = await transaction
		.selectFrom('training_attempts')
		.selectAll()
		.where('person_id', '=', personId)
		.where('item_id', '=', itemId)
		.where('course_id', '=', courseId)
		.where('lesson_id', '=', lessonId)
		.where('round', '=', round)
		.orderBy('number')
		.execute();
	return rows.map(toAttempt);
}

/** As it is now, inside the transaction: another window may have handed it in. */
async function requireRunning(transaction: Kysely<QuizTables>, { id }: Attempt): Promise<void> {
	const row = await transaction
		.selectFrom('training_attempts')
		.selectAll()
		.where('id', '=', id)
		.executeTakeFirstOrThrow(notFound);
	const attempt = toAttempt(row);
	if (attempt.submittedAt !== null) throw refused('training.quiz.refused.handedIn');
	if (isOver(attempt, Date.now())) throw refused('training.quiz.refused.timeOver');
}
