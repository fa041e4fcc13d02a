import { sql, type ListedItem, type PluginContext, type ReadItem, type Reader } from 'verbund';
import { dateColumns, toDate, type CourseDate, type ListedDateRow } from '../dates/listed-date.ts';
import { lessonKind } from '../lesson-kinds.ts';
import type { EnrolmentState, EnrolmentWay } from '../tables.ts';
import { readCourseFields, type LessonEntry } from './course-fields.ts';
import { courseType } from './course-type.ts';
import { finderIn, itemsNamed } from './named-items.ts';

/** A lesson in the outline as one learner sees it. */
export interface OutlineLesson {
	readonly id: string;
	readonly itemId: string | null;
	/** Null where the reader may not read what the lesson shows. */
	readonly title: string | null;
	readonly language: string;
	readonly url: string;
	readonly icon: string;
	readonly minutes: number | null;
	readonly isDone: boolean;
	/** Earlier lessons come first. */
	readonly isLocked: boolean;
	readonly score: number | null;
}

export interface OutlineSection {
	/** Of its heading on the course's page. */
	readonly anchor: string;
	readonly title: string | null;
	readonly lessons: readonly OutlineLesson[];
}

/** How far the reader is, and how one comes to take part. */
export interface OwnPart {
	readonly state: EnrolmentState | null;
	readonly dueAt: number | null;
	readonly completedAt: number | null;
	readonly way: EnrolmentWay;
	readonly capacity: number | null;
	readonly free: number | null;
	readonly enrolUntil: number | null;
	readonly finishDays: number | null;
}

export interface Course {
	readonly item: ReadItem;
	readonly inOrder: boolean;
	readonly certificate: boolean;
	readonly validMonths: number | null;
	readonly sections: readonly OutlineSection[];
	readonly lessons: readonly OutlineLesson[];
	readonly minutes: number;
	readonly done: number;
	/** Of the lessons that are not done. */
	readonly minutesLeft: number;
	/** Where the learner goes on; null when all is done. */
	readonly next: OutlineLesson | null;
	readonly own: OwnPart;
	/** Those that are not over. */
	readonly dates: readonly CourseDate[];
	readonly prerequisites: readonly (ListedItem & { readonly isDone: boolean })[];
}

export interface Courses {
	/** Three queries, one more for placeholders; none where the request has asked for it already. */
	open(reader: Reader, organisationSlug: string, slug: string, language?: string): Promise<Course>;
	/** What this request has opened, for the tree beside it; null if nothing. */
	opened(reader: Reader, itemId: string): Promise<Course> | null;
}

type StateRow = {
	readonly enrolment: EnrolmentWay;
	readonly seats: number | null;
	readonly enrol_until: number | null;
	readonly finish_days: number | null;
	readonly enrolled: number | null;
	readonly state: EnrolmentState | null;
	readonly due_at: number | null;
	readonly completed_at: number | null;
	/** `lesson:score`, with commas between them. */
	readonly done: string | null;
	readonly missing: string | null;
} & ((ListedDateRow & { readonly date_id: string }) | { readonly date_id: null });

const mostListed = 300;

export function createCourses({ content, storage }: Pick<PluginContext, 'content' | 'storage'>): Courses {
	const openedBy = new WeakMap<Reader, Map<string, Promise<Course>>>();

	return {
		async open(reader, organisationSlug, slug, language) {
			const item = await content.read(reader, { type: courseType, organisationSlug, slug }, language);
			const opening = assemble(reader, item);
			const known = openedBy.get(reader) ?? new Map<string, Promise<Course>>();
			openedBy.set(reader, known.set(item.id, opening));
			return opening;
		},
		opened: (reader, itemId) => openedBy.get(reader)?.get(itemId) ?? null,
	};

	async function assemble(reader: Reader, item: ReadItem): Promise<Course> {
		const {
			inOrder,
			certificate,
			validMonths,
			sections,
			lessons: entries,
			prerequisites,
		} = readCourseFields(item.fields);
		const [listed, rows] = await Promise.all([
			content.list(reader, {
				among: itemsNamed(item.organisation.id, [...entries.map((entry) => entry.item), ...prerequisites]),
				order: 'title',
				limit: mostListed,
			}),
			stateOf(reader, item.id),
		]);
		const find = finderIn(listed, item.organisation.id);
		const done = readDone(rows[0]?.done ?? null);
		const firstOpen = entries.findIndex(({ id }) => !done.has(id));
		const lessons = entries.map((entry, index): OutlineLesson => {
			const found = find(entry.item);
			return {
				id: entry.id,
				itemId: found?.id ?? null,
				title: found?.title ?? null,
				language: found?.language ?? item.language,
				url: `${item.url}/${entry.id}`,
				icon: lessonKind(found?.type ?? '').icon,
				minutes: entry.minutes ?? null,
				isDone: done.has(entry.id),
				isLocked: inOrder && firstOpen !== -1 && index > firstOpen && !done.has(entry.id),
				score: done.get(entry.id) ?? null,
			};
		});
		const missing = rows[0]?.missing?.split(',') ?? [];
		const open = lessons.filter(({ isDone }) => !isDone);
		return {
			item,
			inOrder,
			certificate,
			validMonths,
			sections: intoSections(entries, lessons, sections),
			lessons,
			minutes: sumOf(lessons),
			done: lessons.length - open.length,
			minutesLeft: sumOf(open),
			next: open[0] ?? null,
			own: toOwnPart(rows[0]),
			dates: rows.flatMap((row) => (row.date_id === null ? [] : [toDate(row)])),
			prerequisites: prerequisites.flatMap((reference) => {
				const found = find(reference);
				return found ? [{ ...found, isDone: !missing.includes(found.id) }] : [];
			}),
		};
	}

	/** One row, or one for each date that is not over. */
	async function stateOf({ actor }: Reader, courseId: string): Promise<readonly StateRow[]> {
		const personId = actor.kind === 'person' ? actor.personId : '';
		const { rows } = await sql<StateRow>`
			select ${dateColumns(personId)}, dates.id as date_id, course.enrolment, course.capacity as seats,
				course.enrol_until, course.finish_days,
				case when course.capacity is null then null else (select count(*) from training_enrolments enrolled
					where enrolled.course_id = ${courseId} and enrolled.state = 'enrolled'
						and enrolled.completed_at is null) end as enrolled,
				enrolment.state, enrolment.due_at, enrolment.completed_at,
				(select string_agg(progress.lesson_id || ':' || coalesce(cast(progress.score as text), ''), ',')
					from training_progress progress where progress.course_id = enrolment.course_id
						and progress.person_id = enrolment.person_id and progress.round = enrolment.round) as done,
				(select string_agg(required_id, ',') from training_prerequisites where course_id = ${courseId}
					and not exists (select 1 from training_completions where training_completions.course_id = required_id
						and training_completions.person_id = ${personId})) as missing
			from training_courses course
			left join training_enrolments enrolment on enrolment.course_id = course.item_id
				and enrolment.person_id = ${personId}
			left join training_dates dates on dates.course_id = course.item_id and dates.ends_at > ${Date.now()}
			where course.item_id = ${courseId} order by dates.starts_at, dates.id limit 200`.execute(storage.query());
		return rows;
	}
}

/** In the order of the lessons; a heading stands where another section begins. */
function intoSections(
	entries: readonly LessonEntry[],
	lessons: readonly OutlineLesson[],
	sections: readonly { readonly id: string; readonly title: string }[],
): OutlineSection[] {
	const grouped: { readonly id: string | undefined; readonly lessons: OutlineLesson[] }[] = [];
	lessons.forEach((lesson, index) => {
		const id = entries[index]?.section;
		const last = grouped.at(-1);
		if (last && last.id === id) last.lessons.push(lesson);
		else grouped.push({ id, lessons: [lesson] });
	});
	return grouped.map(({ id, lessons }, index) => ({
		anchor: `section-${index + 1}`,
		title: sections.find((section) => section.id === id)?.title ?? null,
		lessons,
	}));
}

function readDone(text: string | null): ReadonlyMap<string, number | null> {
	const parts = text?.split(',').map((part) => part.split(':')) ?? [];
	return new Map(parts.map(([lesson = '', score = '']) => [lesson, score === '' ? null : Number(score)]));
}

function toOwnPart(row: StateRow | undefined): OwnPart {
	const capacity = row?.seats ?? null;
	return {
		state: row?.state ?? null,
		dueAt: row?.due_at ?? null,
		completedAt: row?.completed_at ?? null,
		way: row?.enrolment ?? 'closed',
		capacity,
		free: capacity === null ? null : Math.max(0, capacity - Number(row?.enrolled ?? 0)),
		enrolUntil: row?.enrol_until ?? null,
		finishDays: row?.finish_days ?? null,
	};
}

function sumOf(lessons: readonly OutlineLesson[]): number {
	return lessons.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);
}
