import { sql, visibleItems, type Actor, type PluginContext } from 'verbund';
import type { QuizSettings } from './quiz-fields.ts';

/**
 * Whether a quiz is taken in a course alone: attempts are counted at each place, and one that is made beside the course
 * would tell the answers of those that are counted there.
 */
export async function isTakenInCourse(
	{ storage }: Pick<PluginContext, 'storage'>,
	actor: Actor,
	itemId: string,
	{ attempts }: Pick<QuizSettings, 'attempts'>,
): Promise<boolean> {
	if (attempts === null) return false;
	const { rows } = await sql`select 1 from training_course_lessons lesson
		where lesson.item_id = ${itemId} and lesson.course_id in ${visibleItems(actor)} limit 1`.execute(
		storage.query(),
	);
	return rows.length > 0;
}
