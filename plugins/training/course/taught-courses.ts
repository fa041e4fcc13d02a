import { sql, type ListedItem, type PluginContext, type Reader } from 'verbund';
import { referenceOf, slugOf } from './course-fields.ts';
import { courseType, lessonType } from './course-type.ts';
import { finderIn, itemsNamed } from './named-items.ts';
import type { TaughtCourse } from './require-teaching.ts';

interface RequiredCourse extends ListedItem {
	/** As the text of the course names it. */
	readonly reference: string;
}

/** What the newest text of a course leads to, for those who teach it. */
export interface TaughtCourses {
	/** Lessons that attending a date completes, as the newest text of the course has them. */
	attendanceLessons(
		course: Pick<TaughtCourse, 'organisationId' | 'lessons'>,
	): Promise<readonly { readonly id: string; readonly title: string }[]>;
	/** Courses that this one requires, as far as the reader may read them. */
	required(
		reader: Reader,
		course: Pick<TaughtCourse, 'organisationId' | 'prerequisites'>,
	): Promise<readonly RequiredCourse[]>;
}

export function createTaughtCourses({
	content,
	storage,
}: Pick<PluginContext, 'content' | 'storage'>): TaughtCourses {
	return {
		async attendanceLessons({ organisationId, lessons }) {
			const references = lessons.map(({ item }) => referenceOf(item));
			const { rows } = await sql<{ id: string; slug: string; title: string }>`
				select items.id, items.slug, variant.title from items
				join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
				join revisions on revisions.item_id = items.id
					and revisions.number = coalesce(variant.draft_revision, variant.published_revision)
				where items.organisation_id = ${organisationId} and items.type = ${lessonType}
					and items.deleted_at is null and revisions.fields like '%"task":"attendance"%'
					and (items.id in (${sql.join([...references, ''])})
						or items.slug in (${sql.join([...references.map(slugOf), ''])}))`.execute(storage.query());
			return lessons.flatMap(({ id, item }) => {
				const reference = referenceOf(item);
				const row = rows.find((one) => one.id === reference || `${lessonType}/${one.slug}` === reference);
				return row ? [{ id, title: row.title }] : [];
			});
		},
		async required(reader, { organisationId, prerequisites }) {
			if (prerequisites.length === 0) return [];
			const among = itemsNamed(organisationId, prerequisites);
			const limit = prerequisites.length;
			const listed = await content.list(reader, { types: [courseType], among, order: 'title', limit });
			const find = finderIn(listed, organisationId);
			return prerequisites.flatMap((reference) => {
				const found = find(reference);
				return found ? [{ ...found, reference }] : [];
			});
		},
	};
}
