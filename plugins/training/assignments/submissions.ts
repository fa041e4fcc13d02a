import { sql, type PluginContext } from 'verbund';
import type { RawBuilder } from 'kysely';
import type { AssignmentTables } from './assignment-tables.ts';

export interface HandedInFile {
	readonly id: string;
	readonly name: string;
	readonly size: number;
	readonly url: string;
}

export interface Submission {
	readonly id: string;
	readonly text: string;
	readonly files: readonly HandedInFile[];
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

export function createSubmissions({ storage }: Pick<PluginContext, 'storage'>): Submissions {
	const select = (condition: RawBuilder<unknown>, order: RawBuilder<unknown>) =>
		sql<SubmissionRow>`
			select submission.*, people.name, variant.title, files.file_id, files.name as file_name, files.size
			from (select * from training_submissions where ${condition} limit 200) submission
			join people on people.id = submission.person_id
			left join training_course_lessons lesson
				on lesson.course_id = submission.course_id and lesson.lesson_id = submission.lesson_id
			left join items on items.id = lesson.item_id
			left join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
			left join training_submission_files files on files.submission_id = submission.id
			order by submission.submitted_at ${order}, submission.id, files.file_id`.execute(
			storage.query<AssignmentTables>(),
		);

	return {
		async own(personId, courseId, lessonId) {
			const own = sql`course_id = ${courseId} and lesson_id = ${lessonId} and person_id = ${personId}
				order by submitted_at desc`;
			return toSubmissions((await select(own, sql`desc`)).rows);
		},
		async waiting(courseId) {
			const waiting = sql`course_id = ${courseId} and verdict is null order by submitted_at`;
			return toSubmissions((await select(waiting, sql`asc`)).rows);
		},
	};
}

type SubmissionColumns = AssignmentTables['training_submissions'];

interface SubmissionRow extends SubmissionColumns {
	readonly name: string;
	readonly title: string | null;
	readonly file_id: string | null;
	readonly file_name: string | null;
	readonly size: number | null;
}

/** One row for each file, or one without; rows of the same submission follow each other. */
function toSubmissions(rows: readonly SubmissionRow[]): readonly WaitingSubmission[] {
	return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((same) => {
		const [row] = same;
		if (!row) return [];
		return {
			id: row.id,
			text: row.text,
			files: same.flatMap(toFile),
			submittedAt: row.submitted_at,
			verdict: row.verdict,
			feedback: row.feedback,
			answeredAt: row.answered_at,
			courseId: row.course_id,
			lessonTitle: row.title ?? '',
			name: row.name,
		};
	});
}

function toFile({ file_id: id, file_name: name, size }: SubmissionRow): readonly HandedInFile[] {
	if (id === null || name === null) return [];
	const url = `/training/assignments/${id}/${encodeURIComponent(name)}`;
	return [{ id, name, size: Number(size), url }];
}
