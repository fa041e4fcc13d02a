import { z } from 'verbund';
import { answerSchema, type Answer } from './answer.ts';
import type { DrawnQuestion } from './draw-questions.ts';
import type { AttemptState, QuizTables } from './quiz-tables.ts';

/** Where an attempt belongs: a lesson of a course, or nowhere. */
export interface AttemptPlace {
	readonly itemId: string;
	/** Empty for a quiz that is no lesson, like the lesson. */
	readonly courseId: string;
	readonly lessonId: string;
	readonly round: number;
}

/** One time that somebody takes a quiz. */
export interface Attempt extends AttemptPlace {
	readonly id: string;
	readonly editionId: string;
	readonly organisationId: string;
	readonly personId: string;
	readonly number: number;
	readonly drawn: readonly DrawnQuestion[];
	readonly state: AttemptState;
	readonly startedAt: number;
	readonly endsAt: number | null;
	readonly submittedAt: number | null;
	/** Null until all of it has been marked. */
	readonly points: number | null;
	readonly mostPoints: number;
	readonly isPassed: boolean | null;
}

export interface SavedAnswer {
	readonly key: string;
	readonly answer: Answer | null;
	/** Feedback was shown: it stays. */
	readonly isFinal: boolean;
	readonly points: number | null;
	readonly comment: string;
}

const drawnSchema = z.array(z.object({ key: z.string(), order: z.array(z.int()) }));

export function toAttempt(row: QuizTables['training_attempts']): Attempt {
	return {
		id: row.id,
		editionId: row.edition_id,
		itemId: row.item_id,
		organisationId: row.organisation_id,
		personId: row.person_id,
		courseId: row.course_id,
		lessonId: row.lesson_id,
		round: row.round,
		number: row.number,
		drawn: drawnSchema.parse(JSON.parse(row.drawn)),
		state: row.state,
		startedAt: row.started_at,
		endsAt: row.ends_at,
		submittedAt: row.submitted_at,
		points: row.points,
		mostPoints: row.most_points,
		isPassed: row.passed === null ? null : row.passed === 1,
	};
}

export function toSavedAnswer(row: QuizTables['training_answers']): SavedAnswer {
	return {
		key: row.question_key,
		answer: row.answer === null ? null : answerSchema.parse(JSON.parse(row.answer)),
		isFinal: row.is_final === 1,
		points: row.points,
		comment: row.comment,
	};
}

/** Nothing is taken any more, handed in or not. */
export function isOver(
	{ endsAt, submittedAt }: Pick<Attempt, 'endsAt' | 'submittedAt'>,
	now: number,
): boolean {
	return submittedAt !== null || (endsAt !== null && endsAt <= now);
}

/** Percent of the points, rounded down: 59.9 is not 60. */
export function percentOf({ points, mostPoints }: Pick<Attempt, 'points' | 'mostPoints'>): number | null {
	if (points === null) return null;
	return mostPoints === 0 ? 100 : Math.floor((points / mostPoints) * 100 + 1e-9);
}
