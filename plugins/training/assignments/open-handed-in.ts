import { foreignResponse, notFound, type Actor, type PluginContext } from 'verbund';
import type { RequireTeacher } from '../course/require-teaching.ts';
import type { AssignmentTables } from './assignment-tables.ts';

/** @throws VerbundError `request.notFound` for everybody but who handed it in and who marks in the course */
export type OpenHandedIn = (actor: Actor, fileId: string, download: boolean) => Promise<Response>;

export function createOpenHandedIn(
	{ files, storage }: Pick<PluginContext, 'files' | 'storage'>,
	requireTeacher: RequireTeacher,
): OpenHandedIn {
	return async (actor, fileId, download) => {
		const file = await storage
			.query<AssignmentTables>()
			.selectFrom('training_submission_files')
			.innerJoin('training_submissions', 'training_submissions.id', 'submission_id')
			.select(['name', 'course_id', 'person_id'])
			.where('file_id', '=', fileId)
			.executeTakeFirstOrThrow(notFound);
		const isOwn = actor.kind === 'person' && actor.personId === file.person_id;
		if (!isOwn) await requireTeacher(actor, file.course_id);
		return foreignResponse(files.read(fileId), { name: file.name, download });
	};
}
