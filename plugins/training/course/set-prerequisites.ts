import { defineCommand, sql, VerbundError, z, type PluginContext } from 'verbund';
import { refused } from '../refused.ts';
import type { TrainingParts } from '../training-parts.ts';
import { readCourseFields, referenceOf } from './course-fields.ts';
import { courseType } from './course-type.ts';

const id = z.string().min(1).max(64);
/** An id, or `course/<slug>` where a text that was brought along says so. */
const reference = z.string().min(1).max(200);

/** Which courses come before this one; in its draft, so that it counts when that is published. */
export function createSetPrerequisites(
	{ content, problems }: Pick<PluginContext, 'content' | 'problems'>,
	{ circles, drafts, requireTeaching }: Pick<TrainingParts, 'circles' | 'drafts' | 'requireTeaching'>,
) {
	return defineCommand({
		input: z.strictObject({
			courseId: id,
			expectedRevision: z.int().min(0),
			/** Courses; an empty one says that there are none. */
			prerequisites: z
				.array(z.union([z.literal(''), reference]))
				.max(21)
				.transform((ids) => [...new Set(ids.filter((one) => one !== ''))])
				.default([]),
		}),
		target: ({ actor }, { courseId }) => requireTeaching(actor, courseId),
		async run({ actor, reader }, { courseId, expectedRevision, prerequisites }) {
			const { item, text } = await drafts.open(reader, courseId);
			const before = readCourseFields(text.fields).prerequisites.map(referenceOf);
			const added = prerequisites.filter((one) => !before.includes(one));
			await requireCourses(reader, added);
			const circleOf = (required: readonly string[]) =>
				circles.find(
					{ id: courseId, organisationId: item.organisation.id, prerequisites: required },
					'newest',
				);
			const closed = await circleOf(added);
			if (closed) throw refused('training.error.prerequisiteCircle', { circle: closed.titles });
			const opened = await circleOf(before);
			const revision = await content.saveDraft(actor, {
				itemId: courseId,
				language: item.sourceLanguage,
				expectedRevision,
				title: text.title,
				summary: text.summary,
				body: text.body,
				fields: { ...text.fields, prerequisites: prerequisites.map((one) => `item:${one}`) },
			});
			await problems.lookAgain(opened?.ids ?? []);
			return { revision };
		},
		audit: ({ courseId }, { revision }) => ({ objects: { item: courseId, revision } }),
	});

	async function requireCourses(
		reader: Parameters<typeof drafts.open>[0],
		ids: readonly string[],
	): Promise<void> {
		if (ids.length === 0) return;
		const found = await content.list(reader, {
			types: [courseType],
			among: sql`(select named.id from items named where named.id in (${sql.join(ids)}))`,
			order: 'title',
			limit: ids.length,
		});
		if (found.length < ids.length)
			throw new VerbundError('command.inputInvalid', {
				fields: [{ path: 'prerequisites', message: 'field.invalid' }],
			});
	}
}
