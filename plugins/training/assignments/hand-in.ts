import { createId, defineCommand, notFound, z, type Kysely, type PluginContext, type Reader } from 'verbund';
import { lessonType } from '../course/course-type.ts';
import { refused } from '../refused.ts';
import type { OpenPlace, Progress } from '../taking/progress.ts';
import { personOf } from '../taking/take-part-commands.ts';
import type { AssignmentTables } from './assignment-tables.ts';

const id = z.string().min(1).max(64);
const assignment = { courseId: id, lessonId: z.string().regex(/^[a-z0-9]{1,16}$/) };
/** As its refusal says. */
const mostFiles = 10;
export const longestText = 20_000;

type Transaction = Kysely<AssignmentTables>;

interface Place extends OpenPlace {
	readonly personId: string;
	readonly courseId: string;
	readonly lessonId: string;
}

/**
 * A learner hands in a text, files or both. As long as nobody has answered, it can be changed; whoever is about to answer
 * what has been changed meanwhile is told that it is not there any more.
 */
export function createHandIn(
	{ content, files, storage }: Pick<PluginContext, 'content' | 'files' | 'storage'>,
	progress: Progress,
) {
	return {
		submit: defineCommand({
			input: z.strictObject({ ...assignment, text: z.string().trim().min(1).max(longestText) }),
			async run({ reader }, { text, ...at }) {
				const place = await requirePlace(reader, at);
				await change(place, async () => ({ text }));
				return {};
			},
			audit: false,
		}),
		submitFile: defineCommand({
			input: z.strictObject({ ...assignment, uploadId: id }),
			prepare: async ({ actor }, { uploadId }) => ({
				file: await content.attachments.examine(actor, uploadId),
			}),
			async run({ reader }, { uploadId: _uploadId, ...at }, { file }) {
				const place = await requirePlace(reader, at);
				await content.attachments.uploads.release(place.personId, file.id);
				await change(place, async (transaction, submissionId) => {
					const { count } = await transaction
						.selectFrom('training_submission_files')
						.select(({ fn }) => fn.countAll<number>().as('count'))
						.where('submission_id', '=', submissionId)
						.executeTakeFirstOrThrow();
					if (Number(count) >= mostFiles) throw refused('training.error.tooManyFiles');
					const { id: fileId, name, mediaType, size } = file;
					await transaction
						.insertInto('training_submission_files')
						.values({ file_id: fileId, submission_id: submissionId, name, media_type: mediaType, size })
						.execute();
					return {};
				});
				return {};
			},
			audit: false,
		}),
		takeFileBack: defineCommand({
			input: z.strictObject({ ...assignment, fileId: id }),
			async run({ reader }, { fileId, ...at }) {
				const place = await requirePlace(reader, at);
				await change(place, async (transaction, submissionId) => {
					await transaction
						.deleteFrom('training_submission_files')
						.where('file_id', '=', fileId)
						.where('submission_id', '=', submissionId)
						.returning('file_id')
						.executeTakeFirstOrThrow(notFound);
					await files.remove(fileId);
					return {};
				});
				return {};
			},
			audit: false,
		}),
	};

	async function requirePlace(
		reader: Reader,
		at: { readonly courseId: string; readonly lessonId: string },
	): Promise<Place> {
		const { personId } = personOf(reader.actor);
		const place = await progress.requireOpen(reader, at.courseId, at.lessonId);
		const { fields } = await content.read(reader, { id: place.itemId });
		if (place.itemType !== lessonType || fields['task'] !== 'text')
			throw refused('training.error.noAssignment');
		return { ...place, ...at, personId };
	}

	/** Of what is handed in and not answered yet; under a new id each time, so that nobody answers what they have not seen. */
	async function change(
		{ personId, courseId, lessonId, round }: Place,
		work: (transaction: Transaction, submissionId: string) => Promise<{ readonly text?: string }>,
	): Promise<void> {
		await storage.transaction<AssignmentTables, unknown>(async (transaction) => {
			const before = await transaction
				.deleteFrom('training_submissions')
				.where('course_id', '=', courseId)
				.where('lesson_id', '=', lessonId)
				.where('person_id', '=', personId)
				.where('round', '=', round)
				.where('verdict', 'is', null)
				.returning(['id', 'text'])
				.executeTakeFirst();
			const submissionId = createId();
			await transaction
				.updateTable('training_submission_files')
				.set({ submission_id: submissionId })
				.where('submission_id', '=', before?.id ?? '')
				.execute();
			const { text = before?.text ?? '' } = await work(transaction, submissionId);
			const file = await transaction
				.selectFrom('training_submission_files')
				.select('file_id')
				.where('submission_id', '=', submissionId)
				.executeTakeFirst();
			if (text === '' && !file) return;
			await transaction
				.insertInto('training_submissions')
				.values({
					id: submissionId,
					course_id: courseId,
					lesson_id: lessonId,
					person_id: personId,
					round,
					text,
					submitted_at: Date.now(),
					feedback: '',
				})
				.execute();
		});
	}
}
