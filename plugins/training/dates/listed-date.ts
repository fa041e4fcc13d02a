import { sql } from 'verbund';
import type { TrainingTables } from '../tables.ts';

export interface NewDate {
	readonly title: string;
	/** Lesson that attending it completes. */
	readonly lessonId: string | null;
	readonly startsAt: number;
	readonly endsAt: number;
	readonly place: string;
	readonly room: string;
	readonly online: string;
	readonly capacity: number | null;
	readonly registerUntil: number | null;
}

export interface CourseDate extends NewDate {
	readonly id: string;
	readonly courseId: string;
	readonly cancelledAt: number | null;
	readonly sequence: number;
	readonly changedAt: number;
	readonly taken: number;
	/** How the reader stands to it. */
	readonly own: 'registered' | 'waiting' | null;
}

export type ListedDateRow = TrainingTables['training_dates'] & {
	taken: number;
	own: 'registered' | 'waiting' | null;
};

/** Of `training_dates dates`, as one person stands to it. */
export function dateColumns(personId: string) {
	return sql`dates.*, (select count(*) from training_seats taken
			where taken.date_id = dates.id and taken.state = 'registered') as taken,
		(select own.state from training_seats own where own.date_id = dates.id and own.person_id = ${personId}
			and own.state <> 'cancelled') as own`;
}

export function toDate(row: ListedDateRow): CourseDate {
	return {
		id: row.id,
		courseId: row.course_id,
		title: row.title,
		lessonId: row.lesson_id,
		startsAt: row.starts_at,
		endsAt: row.ends_at,
		place: row.place,
		room: row.room,
		online: row.online,
		capacity: row.capacity,
		registerUntil: row.register_until,
		cancelledAt: row.cancelled_at,
		sequence: row.sequence,
		changedAt: row.changed_at,
		taken: Number(row.taken),
		own: row.own,
	};
}
