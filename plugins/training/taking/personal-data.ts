import { sql, type PersonalDataHandler, type PluginContext } from 'verbund';
import type { TrainingTables } from '../tables.ts';

/** What people have learned and booked; with them it goes. */
export function createPersonalData({ storage }: Pick<PluginContext, 'storage'>): PersonalDataHandler {
	return {
		async export(personId) {
			const query = storage.query<TrainingTables>();
			const [enrolments, progress, completions, seats] = await Promise.all([
				sql`select course_id as course, state, origin, reason, round, due_at as "dueAt", created_at as "createdAt",
					enrolled_at as "enrolledAt", completed_at as "completedAt" from training_enrolments
					where person_id = ${personId}`.execute(query),
				sql`select course_id as course, lesson_id as lesson, round, score, done_at as "doneAt"
					from training_progress where person_id = ${personId}`.execute(query),
				sql`select title, number, completed_at as "completedAt", valid_until as "endsAt" from training_completions
					where person_id = ${personId}`.execute(query),
				sql`select dates.starts_at as "startsAt", dates.place, seats.state, seats.attended from training_seats seats
					join training_dates dates on dates.id = seats.date_id where seats.person_id = ${personId}`.execute(query),
			]);
			return {
				enrolments: enrolments.rows,
				progress: progress.rows,
				completions: completions.rows,
				dates: seats.rows,
			};
		},
		async erase(personId) {
			await storage.transaction<TrainingTables, unknown>(async (transaction) => {
				for (const table of [
					'training_enrolments',
					'training_progress',
					'training_completions',
					'training_seats',
				] as const)
					await transaction.deleteFrom(table).where('person_id', '=', personId).execute();
				await transaction
					.updateTable('training_enrolments')
					.set({ decided_by: null })
					.where('decided_by', '=', personId)
					.execute();
			});
		},
	};
}
