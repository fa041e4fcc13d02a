import { createId, defineCommand, notFound, sql, z, type CommandContext, type PluginContext } from 'verbund';
import { lessonType } from '../course/course-type.ts';
import { refused } from '../refused.ts';
import type { TrainingParts } from '../training-parts.ts';
import type { TrainingTables } from '../tables.ts';
import { personOf } from './take-part-commands.ts';

const id = z.string().min(1).max(64);
const lessonId = z.string().regex(/^[a-z0-9]{1,16}$/);
const longest = 20_000;

export interface Submission {
	readonly id: string;
	readonly text: string;
	readonly submittedAt: number;
	readonly verdict: 'accepted' | 'again' | null;
	readonly feedback: string;
	readonly answeredAt: number | null;
}

export interface WaitingSubmission extends Submission {
	readonly courseId: string;
	readonly lessonTitle: string;
	readonly name: string;
}

export interface Submissions {
	/** What the person has handed in for a lesson, the newest first. */
	own(personId: string, courseId: string, lessonId: string): Promise<readonly Submission[]>;
	/** What waits for an answer of those who look after the course. */
	waiting(courseId: string): Promise<readonly WaitingSubmission[]>;
}

/** Assignments: a text, an answer of the trainer, and once more if need be. */
export function createSubmissions(
	{ content, notifications, storage }: Pick<PluginContext, 'content' | 'notifications' | 'storage'>,
	{ progress, requireTeaching }: Pick<TrainingParts, 'progress' | 'requireTeaching'>,
) {
	const pages: Submissions = {
		async own(personId, courseId, lesson) {
			const rows = await storage
				.query<TrainingTables>()
				.selectFrom('training_submissions')
				.selectAll()
				.where('course_id', '=', courseId)
				.where('lesson_id', '=', lesson)
				.where('person_id', '=', personId)
				.orderBy('submitted_at', 'desc')
				.limit(20)
				.execute();
			return rows.map(toSubmission);
		},
		async waiting(courseId) {
			const { rows } = await sql<
				TrainingTables['training_submissions'] & { name: string; title: string | null }
			>`
				select submission.*, people.name, variant.title from training_submissions submission
				join people on people.id = submission.person_id
				left join training_course_lessons lesson
					on lesson.course_id = submission.course_id and lesson.lesson_id = submission.lesson_id
				left join items on items.id = lesson.item_id
				left join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
				where submission.course_id = ${courseId} and submission.verdict is null
				order by submission.submitted_at limit 200`.execute(storage.query());
			return rows.map((row) => ({
				...toSubmission(row),
				courseId: row.course_id,
				lessonTitle: row.title ?? '',
				name: row.name,
			}));
		},
	};

	return {
		pages,
		submit: defineCommand({
			input: z.strictObject({ courseId: id, lessonId, text: z.string().trim().min(1).max(longest) }),
			async run({ actor, reader }, { courseId, lessonId: lesson, text }) {
				const { personId } = personOf(actor);
				const place = await progress.requireOpen(reader, courseId, lesson);
				const { fields } = await content.read(reader, { id: place.itemId });
				if (place.itemType !== lessonType || fields['task'] !== 'text')
					throw refused('training.error.noAssignment');
				await storage.transaction<TrainingTables, unknown>(async (transaction) => {
					// What nobody has answered yet is replaced.
					await transaction
						.deleteFrom('training_submissions')
						.where('course_id', '=', courseId)
						.where('lesson_id', '=', lesson)
						.where('person_id', '=', personId)
						.where('round', '=', place.round)
						.where('verdict', 'is', null)
						.execute();
					await transaction
						.insertInto('training_submissions')
						.values({
							id: createId(),
							course_id: courseId,
							lesson_id: lesson,
							person_id: personId,
							round: place.round,
							text,
							submitted_at: Date.now(),
							feedback: '',
						})
						.execute();
				});
				return {};
			},
			audit: false,
		}),
		answer: defineCommand({
			input: z.strictObject({
				courseId: id,
				submissionId: id,
				verdict: z.enum(['accepted', 'again']),
				feedback: z.string().trim().max(longest).default(''),
			}),
			target: ({ actor }: CommandContext, { courseId }) => requireTeaching(actor, courseId),
			async run({ actor }, { courseId, submissionId, verdict, feedback }) {
				const by = personOf(actor).personId;
				const answered = await storage.transaction<
					TrainingTables,
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
				const { person_id: personId, lesson_id: lesson, round } = answered;
				if (verdict === 'accepted') await progress.complete({ personId, courseId, lessonId: lesson, round });
				await notifications.notify({
					kind: 'training.answered',
					to: [personId],
					itemId: courseId,
					by,
					key: `${courseId}:${lesson}`,
				});
				return {};
			},
			audit: ({ courseId, submissionId }) => ({ objects: { item: courseId, submission: submissionId } }),
		}),
	};
}

function toSubmission(row: TrainingTables['training_submissions']): Submission {
	return {
		id: row.id,
		text: row.text,
		submittedAt: row.submitted_at,
		verdict: row.verdict,
		feedback: row.feedback,
		answeredAt: row.answered_at,
	};
}
