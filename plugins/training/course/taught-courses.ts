import { sql, type Actor, type ListedItem, type PluginContext, type Reader, type WorkingItem } from 'verbund';
import { taughtOrganisations } from '../quiz/taught-organisations.ts';
import { referenceOf, slugOf } from './course-fields.ts';
import { courseType, lessonType, ownTypes } from './course-type.ts';
import { finderIn, itemsNamed } from './named-items.ts';
import type { TaughtCourse } from './require-teaching.ts';

interface RequiredCourse extends ListedItem {
	/** As the text of the course names it. */
	readonly reference: string;
}

export interface BegunCourse {
	readonly id: string;
	readonly title: string;
	readonly language: string;
	readonly isPublished: boolean;
	readonly changedAt: number;
}

/** What the newest text of a course leads to, for those who teach it. */
export interface TaughtCourses {
	/** Lessons that attending a date completes, as the newest text of the course has them. */
	attendanceLessons(
		course: Pick<TaughtCourse, 'organisationId' | 'lessons'>,
	): Promise<readonly { readonly id: string; readonly title: string }[]>;
	/** Courses of the same organisation whose newest outline holds the item; of a course itself, this one. */
	shownIn(
		item: Pick<WorkingItem, 'id' | 'type' | 'slug' | 'organisation'>,
	): Promise<readonly { readonly id: string; readonly title: string }[]>;
	/** Courses with something that is not published yet, newest first, in the organisations where the actor teaches. */
	begun(actor: Actor): Promise<readonly BegunCourse[]>;
	/** Courses that this one requires, as far as the reader may read them. */
	required(
		reader: Reader,
		course: Pick<TaughtCourse, 'organisationId' | 'prerequisites'>,
	): Promise<readonly RequiredCourse[]>;
}

const mostBegun = 20;

export function createTaughtCourses({
	access,
	content,
	storage,
}: Pick<PluginContext, 'access' | 'content' | 'storage'>): TaughtCourses {
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
		async shownIn({ id, type, slug, organisation }) {
			if (type !== courseType && !ownTypes.includes(type)) return [];
			const holds = sql`(text.fields like ${`%"item:${id}"%`} or text.fields like ${`%"item:${type}/${slug}"%`})`;
			const { rows } = await sql<{ id: string; title: string }>`
				select items.id, text.title from items
				join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
				join revisions text on text.item_id = items.id
					and text.number = coalesce(variant.draft_revision, variant.published_revision)
				where items.type = ${courseType} and items.organisation_id = ${organisation.id} and items.deleted_at is null
					and ${type === courseType ? sql`items.id = ${id}` : holds}
				order by text.title limit 5`.execute(storage.query());
			return rows;
		},
		async begun(actor) {
			const organisations = taughtOrganisations(access, actor);
			const { rows } = await sql<Omit<BegunCourse, 'isPublished'> & { published: number | null }>`
				select items.id, text.title, variant.language, variant.published_revision as published,
					text.created_at as "changedAt"
				from items join item_variants variant
					on variant.item_id = items.id and variant.language = items.source_language
				join revisions text on text.item_id = items.id and text.number = variant.draft_revision
				where items.type = ${courseType} and items.organisation_id in (${sql.join(organisations)})
					and items.deleted_at is null and items.archived_at is null
				order by text.created_at desc limit ${mostBegun}`.execute(storage.query());
			return rows.map(({ published, ...course }) => ({ ...course, isPublished: published !== null }));
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
