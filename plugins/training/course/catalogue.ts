import { sql, type ListedItem, type PluginContext, type Reader } from 'verbund';
import type { EnrolmentState, EnrolmentWay } from '../tables.ts';
import { courseType } from './course-type.ts';

/** A course in a list, as one learner stands to it. */
export interface ListedCourse extends ListedItem {
	readonly state: EnrolmentState | null;
	readonly way: EnrolmentWay;
	readonly dueAt: number | null;
	readonly completedAt: number | null;
	readonly lessons: number;
	readonly done: number;
}

export interface Catalogue {
	/** What the reader takes part in, what is due first at the top; and what else is offered. Two queries. */
	list(
		reader: Reader,
	): Promise<{ readonly own: readonly ListedCourse[]; readonly others: readonly ListedCourse[] }>;
}

interface CourseRow {
	readonly item_id: string;
	readonly enrolment: EnrolmentWay;
	readonly state: EnrolmentState | null;
	readonly due_at: number | null;
	readonly completed_at: number | null;
	readonly lessons: number;
	readonly done: number;
}

const mostListed = 100;

export function createCatalogue({ content, storage }: Pick<PluginContext, 'content' | 'storage'>): Catalogue {
	return {
		async list(reader) {
			const { actor } = reader;
			const personId = actor.kind === 'person' ? actor.personId : '';
			const items = await content.list(reader, {
				types: [courseType],
				order: sql`case when items.id in (select course_id from training_enrolments
					where person_id = ${personId} and state not in ('left', 'declined')) then 0 else 1 end, items.published_at desc`,
				limit: mostListed,
			});
			if (items.length === 0) return { own: [], others: [] };
			const rows = await rowsOf(
				personId,
				items.map(({ id }) => id),
			);
			const courses = items.map((item) => toListed(item, rows.get(item.id)));
			return {
				own: courses.filter(isTaken).sort((one, other) => placeOf(one) - placeOf(other)),
				others: courses.filter((course) => !isTaken(course)),
			};
		},
	};

	async function rowsOf(personId: string, ids: readonly string[]): Promise<ReadonlyMap<string, CourseRow>> {
		const { rows } = await sql<CourseRow>`
			select course.item_id, course.enrolment, own.state, own.due_at, own.completed_at,
				(select count(*) from training_course_lessons lesson where lesson.course_id = course.item_id) as lessons,
				(select count(*) from training_progress done join training_course_lessons lesson
					on lesson.course_id = done.course_id and lesson.lesson_id = done.lesson_id
					where done.course_id = course.item_id and done.person_id = own.person_id and done.round = own.round) as done
			from training_courses course
			left join training_enrolments own on own.course_id = course.item_id and own.person_id = ${personId}
			where course.item_id in (${sql.join(ids)})`.execute(storage.query());
		return new Map(rows.map((row) => [row.item_id, row]));
	}
}

/** Whether the reader has to do with it: takes part, or waits to. */
export function isTaken(course: ListedCourse): course is ListedCourse & { readonly state: EnrolmentState } {
	return course.state !== null && course.state !== 'left' && course.state !== 'declined';
}

function toListed(item: ListedItem, row: CourseRow | undefined): ListedCourse {
	return {
		...item,
		state: row?.state ?? null,
		way: row?.enrolment ?? 'closed',
		dueAt: row?.due_at ?? null,
		completedAt: row?.completed_at ?? null,
		lessons: Number(row?.lessons ?? 0),
		done: Number(row?.done ?? 0),
	};
}

/** What is due first, then what has no date, then what is done. */
function placeOf({ completedAt, dueAt }: ListedCourse): number {
	if (completedAt !== null) return Number.MAX_SAFE_INTEGER;
	return dueAt ?? Number.MAX_SAFE_INTEGER - 1;
}
