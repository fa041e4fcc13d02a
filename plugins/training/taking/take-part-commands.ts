import {
	defineCommand,
	notFound,
	VerbundError,
	z,
	type Actor,
	type CommandContext,
	type PersonActor,
	type PluginContext,
} from 'verbund';
import { courseType } from '../course/course-type.ts';
import { lessonKind } from '../lesson-kinds.ts';
import { refused } from '../refused.ts';
import type { TrainingParts } from '../training-parts.ts';

const id = z.string().min(1).max(64);
const lessonId = z.string().regex(/^[a-z0-9]{1,16}$/);

/** What learners do: take part or not, and say that they have read something. Nobody's learning is audited. */
export function createTakePartCommands(
	{ content }: Pick<PluginContext, 'content'>,
	{ enrolments, progress }: Pick<TrainingParts, 'enrolments' | 'progress'>,
) {
	const readCourse = async ({ reader }: CommandContext, courseId: string) => {
		const item = await content.read(reader, { id: courseId });
		if (item.type !== courseType) throw notFound();
	};

	return {
		enrol: defineCommand({
			input: z.strictObject({ courseId: id, reason: z.string().trim().max(2000).default('') }),
			async run(context, { courseId, reason }) {
				const { personId, actingOrganisationId: organisationId } = personOf(context.actor);
				await readCourse(context, courseId);
				return {
					state: await enrolments.ask({ courseId, personId, organisationId, origin: 'self', reason }),
				};
			},
			audit: false,
		}),
		leave: defineCommand({
			input: z.strictObject({ courseId: id }),
			async run({ actor }, { courseId }) {
				await enrolments.leave(courseId, personOf(actor).personId);
				return {};
			},
			audit: false,
		}),
		completeLesson: defineCommand({
			input: z.strictObject({ courseId: id, lessonId }),
			async run({ actor, reader }, input) {
				const { personId } = personOf(actor);
				const { itemId, itemType } = await progress.requireOpen(reader, input.courseId, input.lessonId);
				if (lessonKind(itemType).completion !== 'confirm') throw refused('training.error.notConfirmed');
				if (itemType === 'lesson') {
					const { fields } = await content.read(reader, { id: itemId });
					if (fields['task'] === 'text' || fields['task'] === 'attendance')
						throw refused('training.error.notConfirmed');
				}
				await progress.complete({ ...input, personId, isConfirmed: true });
				return {};
			},
			audit: false,
		}),
	};
}

export function personOf(actor: Actor): PersonActor {
	if (actor.kind !== 'person') throw new VerbundError('access.signInRequired');
	return actor;
}
