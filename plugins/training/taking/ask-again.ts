import { defineJob, sql, z, type PluginContext } from 'verbund';
import type { TrainingTables } from '../tables.ts';

interface ChangedRow {
	readonly course_id: string;
	readonly lesson_id: string;
	readonly edition: number;
	readonly refresh_days: number | null;
}

const mostAtOnce = 200;
const day = 86_400_000;

/**
 * A major change of what a lesson shows: whoever has completed the course is asked for this one lesson again, where the
 * course asks for it. What they have done otherwise, and their certificate, stay.
 */
export function createAskAgain({ notifications, storage }: Pick<PluginContext, 'notifications' | 'storage'>) {
	return defineJob({
		input: z.strictObject({}),
		async run({ signal, transaction }) {
			const { rows } = await sql<ChangedRow>`
				select lesson.course_id, lesson.lesson_id, items.edition, course.refresh_days
				from training_course_lessons lesson
				join items on items.id = lesson.item_id
				join training_courses course on course.item_id = lesson.course_id
				where items.edition > lesson.edition order by lesson.course_id limit ${mostAtOnce}`.execute(storage.query());
			for (const changed of rows) {
				signal.throwIfAborted();
				await transaction(() => askAgain(changed));
			}
		},
	});

	async function askAgain({ course_id: courseId, lesson_id: lessonId, edition, refresh_days }: ChangedRow) {
		await storage.transaction<TrainingTables, unknown>(async (running) => {
			await running
				.updateTable('training_course_lessons')
				.set({ edition })
				.where('course_id', '=', courseId)
				.where('lesson_id', '=', lessonId)
				.execute();
			// The first edition is no change: it is when the lesson became readable.
			if (refresh_days === null || edition === 1) return;
			const concerned = await running
				.updateTable('training_enrolments')
				.set({ completed_at: null, due_at: Date.now() + refresh_days * day, reminded_at: null })
				.where('course_id', '=', courseId)
				.where('state', '=', 'enrolled')
				.where(
					sql<boolean>`exists (select 1 from training_completions passed
					where passed.course_id = training_enrolments.course_id
						and passed.person_id = training_enrolments.person_id)`,
				)
				.where(
					sql<boolean>`exists (select 1 from training_progress done
					where done.course_id = training_enrolments.course_id and done.person_id = training_enrolments.person_id
						and done.round = training_enrolments.round and done.lesson_id = ${lessonId})`,
				)
				.returning('person_id')
				.execute();
			if (concerned.length === 0) return;
			await sql`delete from training_progress where course_id = ${courseId} and lesson_id = ${lessonId}
				and exists (select 1 from training_enrolments own where own.course_id = training_progress.course_id
					and own.person_id = training_progress.person_id and own.round = training_progress.round
					and own.state = 'enrolled' and own.completed_at is null
					and exists (select 1 from training_completions passed where passed.course_id = own.course_id
						and passed.person_id = own.person_id))`.execute(running);
			await notifications.notify({
				kind: 'training.changed',
				to: concerned.map(({ person_id }) => person_id),
				itemId: courseId,
				key: courseId,
			});
		});
	}
}
