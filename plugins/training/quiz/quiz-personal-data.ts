import { z, type PersonalDataHandler, type PluginContext } from 'verbund';
import type { QuizTables } from './quiz-tables.ts';

/** What a person answered, and what they said to the answers of others. */
export function createQuizPersonalData({ storage }: Pick<PluginContext, 'storage'>): PersonalDataHandler {
	return {
		async export(personId) {
			const rows = await storage
				.query<QuizTables>()
				.selectFrom('training_attempts')
				.leftJoin('training_answers', 'training_answers.attempt_id', 'training_attempts.id')
				.select([
					'training_attempts.id',
					'training_attempts.item_id',
					'training_attempts.number',
					'training_attempts.started_at',
					'training_attempts.submitted_at',
					'training_attempts.points',
					'training_attempts.most_points',
					'training_attempts.passed',
					'training_answers.answer',
					'training_answers.points as answer_points',
					'training_answers.comment',
					'training_answers.saved_at',
				])
				.where('person_id', '=', personId)
				.orderBy('started_at')
				.execute();
			const attempts = [...Map.groupBy(rows, ({ id }) => id).values()].flatMap(([head, ...more]) =>
				head
					? [
							{
								itemId: head.item_id,
								number: head.number,
								startedAt: head.started_at,
								submittedAt: head.submitted_at,
								points: head.points,
								mostPoints: head.most_points,
								isPassed: head.passed === null ? null : head.passed === 1,
								answers: [head, ...more].flatMap(
									({ answer, answer_points: points, comment, saved_at: savedAt }) =>
										savedAt === null ? [] : [{ answer: readJson(answer), points, comment, savedAt }],
								),
							},
						]
					: [],
			);
			const marked = await storage
				.query<QuizTables>()
				.selectFrom('training_answers')
				.select(['comment', 'points', 'marked_at as markedAt'])
				.where('marked_by', '=', personId)
				.execute();
			return { attempts, marked };
		},
		async erase(personId) {
			await storage.transaction<QuizTables, unknown>(async (transaction) => {
				await transaction
					.deleteFrom('training_answers')
					.where('attempt_id', 'in', (own) =>
						own.selectFrom('training_attempts').select('id').where('person_id', '=', personId),
					)
					.execute();
				await transaction.deleteFrom('training_attempts').where('person_id', '=', personId).execute();
				await transaction
					.updateTable('training_answers')
					.set({ marked_by: null, comment: '' })
					.where('marked_by', '=', personId)
					.execute();
			});
		},
	};
}

function readJson(text: string | null): unknown {
	return text === null ? null : z.unknown().parse(JSON.parse(text));
}
