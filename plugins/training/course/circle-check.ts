import { sql, type FieldValues, type PluginContext, type ProblemCheck } from 'verbund';
import { readCourseFields } from './course-fields.ts';
import { courseType } from './course-type.ts';
import type { PrerequisiteCircles } from './prerequisite-circles.ts';

/** What would be refused at publishing, as long as it can still be talked over. */
export function createCircleCheck(
	{ storage }: Pick<PluginContext, 'storage'>,
	circles: PrerequisiteCircles,
): ProblemCheck {
	return {
		async check({ itemId, language, organisationId }) {
			const { rows } = await sql<{ fields: string }>`select text.fields from items
				join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
				join revisions text on text.item_id = items.id
					and text.number = coalesce(variant.draft_revision, variant.published_revision)
				where items.id = ${itemId} and items.type = ${courseType} and items.source_language = ${language}`.execute(
				storage.query(),
			);
			const [row] = rows;
			if (!row) return [];
			const fields: FieldValues = JSON.parse(row.fields);
			const { prerequisites } = readCourseFields(fields);
			const circle = await circles.find({ id: itemId, organisationId, prerequisites }, 'newest');
			if (!circle) return [];
			return [
				{
					message: 'training.prerequisiteCircle',
					values: { circle: circle.titles },
					path: `/training/courses/${itemId}/rules#prerequisites`,
				},
			];
		},
	};
}
