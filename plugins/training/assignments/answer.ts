import { defineCommand, notFound, z, type CommandContext, type PluginContext } from 'verbund';
import { personOf } from '../taking/take-part-commands.ts';
import type { TrainingParts } from '../training-parts.ts';
import type { AssignmentTables } from './assignment-tables.ts';
import { longestText } from './hand-in.ts';

const id = z.string().min(1).max(64);

/** Those who look after the course say what they think of it; what is accepted completes the lesson. */
export function createAnswer(
	{ notifications, storage }: Pick<PluginContext, 'notifications' | 'storage'>,
	{ progress, requireTeaching }: Pick<TrainingParts, 'progress' | 'requireTeaching'>,
) {
	return defineCommand({
		input: z.strictObject({
			courseId: id,
			submissionId: id,
			verdict: z.enum(['accepted', 'again']),
			feedback: z.string().trim().max(longestText).default(''),
		}),
		target: ({ actor }: CommandContext, { courseId }) => requireTeaching(actor, courseId),
		async run({ actor }, { courseId, submissionId, verdict, feedback }) {
			const by = personOf(actor).personId;
			const {
				person_id: personId,
				lesson_id: lessonId,
				round,
			} = await storage.transaction<
				AssignmentTables,
				{ person_id: string; lesson_id: string; round: number }
			>((transaction) =>
				transaction
					.updateTable('training_submissions')
					.set({ verdict, feedback, answered_by: by, answered_at: Date.now() })
					.where('id', '=', submissionId)
					.where('course_id', '=', courseId)
					.where('verdict', 'is', null)
					.where('person_id', '<>', by)
					.returning(['person_id', 'lesson_id', 'round'])
					.executeTakeFirstOrThrow(notFound),
			);
			if (verdict === 'accepted') await progress.complete({ personId, courseId, lessonId, round });
			await notifications.notify({
				kind: 'training.answered',
				to: [personId],
				itemId: courseId,
				by,
				key: `${courseId}:${lessonId}`,
			});
			return {};
		},
		audit: ({ courseId, submissionId }) => ({ objects: { item: courseId, submission: submissionId } }),
	});
}
