import { type PersonalDataHandler, type PluginContext } from 'verbund';
import type { AssignmentTables } from './assignment-tables.ts';

/** What people have handed in, and what they have answered others; with them it goes, the files too. */
export function createAssignmentData({
	files,
	storage,
}: Pick<PluginContext, 'files' | 'storage'>): PersonalDataHandler {
	const filesOf = (personId: string) =>
		storage
			.query<AssignmentTables>()
			.selectFrom('training_submission_files')
			.innerJoin('training_submissions', 'training_submissions.id', 'submission_id')
			.select(['file_id', 'name', 'size'])
			.where('person_id', '=', personId)
			.orderBy('file_id')
			.execute();

	return {
		async export(personId) {
			const submissions = storage
				.query<AssignmentTables>()
				.selectFrom('training_submissions')
				.orderBy('submitted_at');
			const [handedIn, answered, sent] = await Promise.all([
				submissions
					.select(['course_id as course', 'lesson_id as lesson', 'text', 'submitted_at as submittedAt'])
					.select(['verdict', 'feedback', 'answered_at as answeredAt'])
					.where('person_id', '=', personId)
					.execute(),
				submissions
					.select(['course_id as course', 'verdict', 'feedback', 'answered_at as answeredAt'])
					.where('answered_by', '=', personId)
					.execute(),
				filesOf(personId),
			]);
			return {
				handedIn,
				answered,
				files: sent.map(({ file_id: id, name, size }) => ({ id, name, size })),
			};
		},
		async files(personId) {
			const sent = await filesOf(personId);
			return sent.map(({ file_id: id, name }) => ({ id, name, read: () => files.read(id) }));
		},
		async erase(personId) {
			await storage.transaction<AssignmentTables, unknown>(async (transaction) => {
				const own = transaction
					.selectFrom('training_submissions')
					.select('id')
					.where('person_id', '=', personId);
				const sent = await transaction
					.deleteFrom('training_submission_files')
					.where('submission_id', 'in', own)
					.returning('file_id')
					.execute();
				for (const { file_id: id } of sent) await files.remove(id);
				await transaction.deleteFrom('training_submissions').where('person_id', '=', personId).execute();
				await transaction
					.updateTable('training_submissions')
					.set({ answered_by: null, feedback: '' })
					.where('answered_by', '=', personId)
					.execute();
			});
		},
	};
}
