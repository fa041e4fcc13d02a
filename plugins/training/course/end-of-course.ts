import { z, type CommandContext, type PluginContext } from 'verbund';
import type { TrainingParts } from '../training-parts.ts';

/** Course whose last lesson the new item becomes; empty for none. */
export const wishedCourse = z.string().max(64).default('');

export type AddToCourse = (context: CommandContext, courseId: string, itemId: string) => Promise<void>;

/** What is made for a course becomes its last lesson, if the actor teaches there; in the running transaction. */
export function createAddToCourse(
	{ access }: Pick<PluginContext, 'access'>,
	{ drafts, requireTeaching }: Pick<TrainingParts, 'drafts' | 'requireTeaching'>,
): AddToCourse {
	return async (context, courseId, itemId) => {
		if (courseId === '') return;
		access.require(context.actor, 'training.teach', await requireTeaching(context.actor, courseId));
		await drafts.addLesson(context, { courseId, itemId });
	};
}
