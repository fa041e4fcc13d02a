import { notFound, sql, type Actor, type Kysely, type PluginContext } from 'verbund';
import { refused } from '../refused.ts';
import { toSavedAnswer } from './attempt.ts';
import type { Editions } from './editions.ts';
import type { HandIn } from './hand-in.ts';
import type { QuestionOf } from './quiz-model.ts';
import type { QuizTables } from './quiz-tables.ts';
import { taughtOrganisations } from './taught-organisations.ts';

/** A free text that waits for somebody to read it. Whose it is stands nowhere: it is marked for what it says. */
export interface WaitingAnswer {
	readonly attemptId: string;
	readonly key: string;
	readonly itemId: string;
	readonly language: string;
	readonly submittedAt: number;
	readonly question: QuestionOf<'free'>;
	readonly text: string;
}

export interface Marking {
	/** Of the quizzes of organisations in which the actor teaches, what waits longest first; never the actor's own. */
	list(actor: Actor, limit: number): Promise<readonly WaitingAnswer[]>;
	/** Organisation whose quiz it is. @throws VerbundError `request.notFound` unless it waits */
	owner(attemptId: string): Promise<{ readonly organisationId: string }>;
	/** With the last of an attempt its result stands. @returns whom to tell, once all of it is marked */
	mark(
		mark: Mark,
	): Promise<{ readonly personId: string; readonly itemId: string; readonly isSettled: boolean }>;
}

export interface Mark {
	readonly attemptId: string;
	readonly key: string;
	readonly points: number;
	readonly comment: string;
	readonly by: string;
}

export function createMarking(
	{ access, storage }: Pick<PluginContext, 'access' | 'storage'>,
	{ editions, handIn }: { readonly editions: Editions; readonly handIn: HandIn },
): Marking {
	const query = () => storage.query<QuizTables>();

	return {
		async list(actor, limit) {
			const rows = await waiting(query())
				.selectAll('training_answers')
				.select([
					'training_attempts.item_id',
					'training_attempts.submitted_at',
					'training_quiz_editions.language',
					'training_attempts.edition_id',
				])
				.where('training_attempts.organisation_id', 'in', taughtOrganisations(access, actor))
				.where('training_attempts.person_id', '<>', actor.kind === 'person' ? actor.personId : '')
				.orderBy('training_attempts.submitted_at')
				.limit(limit)
				.execute();
			const found: WaitingAnswer[] = [];
			for (const row of rows) {
				const { questions } = await editions.get(row.edition_id);
				const question = questions.get(row.question_key);
				const { key, answer } = toSavedAnswer(row);
				if (question?.kind !== 'free') continue;
				found.push({
					attemptId: row.attempt_id,
					key,
					itemId: row.item_id,
					language: row.language,
					submittedAt: row.submitted_at ?? 0,
					question,
					text: typeof answer === 'string' ? answer : '',
				});
			}
			return found;
		},
		owner: (attemptId) =>
			query()
				.selectFrom('training_attempts')
				.select('organisation_id as organisationId')
				.where('id', '=', attemptId)
				.executeTakeFirstOrThrow(notFound),
		mark: ({ attemptId, key, points, comment, by }) =>
			storage.transaction<QuizTables, Awaited<ReturnType<Marking['mark']>>>(async (transaction) => {
				const row = await waiting(transaction)
					.select(['edition_id', 'person_id', 'training_attempts.item_id'])
					.where('training_answers.attempt_id', '=', attemptId)
					.where('question_key', '=', key)
					.executeTakeFirst();
				if (!row) throw refused('training.quiz.refused.marked');
				if (row.person_id === by) throw refused('training.quiz.refused.ownAnswer');
				const { questions } = await editions.get(row.edition_id);
				const most = questions.get(key)?.points ?? 0;
				if (points > most) throw refused('training.quiz.refused.tooManyPoints', { most });
				await transaction
					.updateTable('training_answers')
					.set({ points, comment, marked_by: by, marked_at: Date.now() })
					.where('attempt_id', '=', attemptId)
					.where('question_key', '=', key)
					.where('points', 'is', null)
					.execute();
				const { state } = await handIn.settle(attemptId);
				return { personId: row.person_id, itemId: row.item_id, isSettled: state === 'marked' };
			}),
	};
}

function waiting(query: Kysely<QuizTables>) {
	return query
		.selectFrom('training_answers')
		.innerJoin('training_attempts', 'training_attempts.id', 'training_answers.attempt_id')
		.innerJoin('training_quiz_editions', 'training_quiz_editions.id', 'training_attempts.edition_id')
		.where('training_attempts.state', '=', 'waiting')
		.where('training_answers.points', 'is', null)
		.where(sql<boolean>`training_answers.answer is not null`);
}
