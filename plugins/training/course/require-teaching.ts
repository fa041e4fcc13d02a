import { notFound, sql, type Actor, type FieldValues, type PluginContext } from 'verbund';
import { readCourseFields, referenceOf, type LessonEntry, type Section } from './course-fields.ts';
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

/** A course with what its pages for trainers say of it, in the language that it is written in. */
export interface TaughtCourse {
	readonly id: string;
	readonly organisationId: string;
	readonly organisation: { readonly id: string; readonly name: string };
	readonly title: string;
	readonly language: string;
	readonly url: string;
	readonly isPublished: boolean;
	/** Newest text, which may be a draft. */
	readonly revision: number;
	/** References of the courses that this text requires. */
	readonly prerequisites: readonly string[];
	readonly sections: readonly Section[];
	readonly lessons: readonly LessonEntry[];
}

/**
 * A course, published or not, for whoever teaches for its owner: who may only write is told nothing of participants. One
 * query.
 *
 * @throws VerbundError `request.notFound`
 */
export type RequireTeacher = (actor: Actor, courseId: string) => Promise<TaughtCourse>;

export function createRequireTeacher({
	access,
	storage,
}: Pick<PluginContext, 'access' | 'storage'>): RequireTeacher {
	return async (actor, courseId) => {
		const { rows } = await sql<CourseRow>`
			select items.organisation_id, owners.name, variant.title, variant.language,
				'/courses/' || owners.slug || '/' || items.slug as url, text.number as revision, text.fields,
				items.published_at
			from items join organisations owners on owners.id = items.organisation_id
			join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
			join revisions text on text.item_id = items.id
				and text.number = coalesce(variant.draft_revision, variant.published_revision)
			where items.id = ${courseId} and items.type = ${courseType} and items.deleted_at is null`.execute(
			storage.query(),
		);
		const [row] = rows;
		if (!row) throw notFound();
		const owner = { organisationId: row.organisation_id };
		if (!access.can(actor, 'content.write', owner) || !access.can(actor, 'training.teach', owner))
			throw notFound();
		const { title, language, url, revision, organisation_id: organisationId } = row;
		const fields: FieldValues = JSON.parse(row.fields);
		const { prerequisites, sections, lessons } = readCourseFields(fields);
		return {
			id: courseId,
			organisationId,
			organisation: { id: organisationId, name: row.name },
			title,
			language,
			url,
			isPublished: row.published_at !== null,
			revision,
			prerequisites: prerequisites.map(referenceOf),
			sections,
			lessons,
		};
	};
}

interface CourseRow {
	readonly fields: string;
	readonly revision: number;
	readonly organisation_id: string;
	readonly name: string;
	readonly title: string;
	readonly language: string;
	readonly url: string;
	readonly published_at: number | null;
}
