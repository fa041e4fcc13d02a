import { notFound, type Actor, type PluginContext } from 'verbund';
import { courseType } from './course-type.ts';

/**
 * The owner of a course, for whoever may write for it. The command's own permission is asked of what this answers.
 *
 * @throws VerbundError `request.notFound` for what is no course and for those who do not work on it
 */
export type RequireTeaching = (
	actor: Actor,
	courseId: string,
) => Promise<{ readonly organisationId: string }>;

export function createRequireTeaching({ content }: Pick<PluginContext, 'content'>): RequireTeaching {
	return async (actor, courseId) => {
		const { type, organisationId } = await content.owner(actor, courseId);
		if (type !== courseType) throw notFound();
		return { organisationId };
	};
}

/** The same for pages, which ask for the permission too: who may only write is told nothing of participants. */
export function createRequireTeacher({
	access,
	content,
}: Pick<PluginContext, 'access' | 'content'>): RequireTeaching {
	const requireTeaching = createRequireTeaching({ content });
	return async (actor, courseId) => {
		const owner = await requireTeaching(actor, courseId);
		if (!access.can(actor, 'training.teach', owner)) throw notFound();
		return owner;
	};
}
