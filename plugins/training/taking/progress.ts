import { createId, notFound, sql, visibleItems, type Kysely, type PluginContext, type Reader } from 'verbund';
import type { LearningEvents } from '../learning-events.ts';
import { refused } from '../refused.ts';
import type { TrainingTables } from '../tables.ts';
import { createNumber } from '../certificates/certificate-number.ts';
import { validUntil } from '../certificates/validity.ts';
import type { Enrolments } from './enrolments.ts';

/** A lesson that somebody may work on now. */
export interface OpenPlace {
	readonly itemId: string;
	readonly itemType: string;
	readonly enrolmentId: string;
	readonly round: number;
	readonly dueAt: number | null;
}

export interface DoneLesson {
	readonly personId: string;
	readonly courseId: string;
	readonly lessonId: string;
	/** The learner says so themselves, having read, seen or heard it. */
	readonly isConfirmed?: boolean;
	/** In which it was done; without it the present one. */
	readonly round?: number;
	readonly result?: { readonly score: number };
}

/** How far learners are. Only code of the hub says that something is done. */
export interface Progress {
	/**
	 * In the running transaction, if there is one.
	 *
	 * @throws VerbundError `request.notFound` for what cannot be read, is not in the course, or whose course the person
	 * takes no part in; `command.refused` where earlier lessons come first
	 */
	requireOpen(reader: Reader, courseId: string, lessonId: string): Promise<OpenPlace>;
	/**
	 * Completes the course with its last lesson. Does no harm twice, and keeps the better score. Of those who have left
	 * meanwhile or take the course anew, and of lessons that are in it no more, nothing is completed.
	 */
	complete(done: DoneLesson): Promise<void>;
}

type Transaction = Kysely<TrainingTables>;

export function createProgress(
	{ notifications, storage }: Pick<PluginContext, 'notifications' | 'storage'>,
	{ enrolments, events }: { readonly enrolments: Enrolments; readonly events: LearningEvents },
): Progress {
	return {
		async requireOpen({ actor, types }, courseId, lessonId) {
			if (actor.kind !== 'person') throw notFound();
			const visible = visibleItems(actor);
			const { rows } = await sql<PlaceRow>`
				select lesson.item_id, items.type, own.id as enrolment_id, own.round, own.due_at,
					case when course.in_order = 0 then 0 else (
						select count(*) from training_course_lessons earlier
						where earlier.course_id = lesson.course_id and earlier.position < lesson.position
							and not exists (select 1 from training_progress done where done.course_id = earlier.course_id
								and done.lesson_id = earlier.lesson_id and done.person_id = own.person_id
								and done.round = own.round)) end as missing
				from training_course_lessons lesson
				join training_courses course on course.item_id = lesson.course_id
				join training_enrolments own on own.course_id = lesson.course_id
				join items on items.id = lesson.item_id
				where lesson.course_id = ${courseId} and lesson.lesson_id = ${lessonId}
					and own.person_id = ${actor.personId} and own.state = 'enrolled'
					and items.type in (${sql.join([...types, ''])})
					and lesson.course_id in ${visible} and lesson.item_id in ${visible}`.execute(storage.query());
			const [row] = rows;
			if (!row) throw notFound();
			if (Number(row.missing) > 0) throw refused('training.error.notYet');
			return {
				itemId: row.item_id,
				itemType: row.type,
				enrolmentId: row.enrolment_id,
				round: row.round,
				dueAt: row.due_at,
			};
		},
		async complete(done) {
			await storage.transaction<TrainingTables, unknown>((transaction) => completeLesson(transaction, done));
		},
	};

	async function completeLesson(
		transaction: Transaction,
		{ personId, courseId, lessonId, isConfirmed, round, result }: DoneLesson,
	): Promise<void> {
		const own = await transaction
			.selectFrom('training_enrolments')
			.innerJoin(
				'training_course_lessons',
				'training_course_lessons.course_id',
				'training_enrolments.course_id',
			)
			.select(['round', 'completed_at', 'item_id'])
			.where('training_enrolments.course_id', '=', courseId)
			.where('person_id', '=', personId)
			.where('state', '=', 'enrolled')
			.where('lesson_id', '=', lessonId)
			.executeTakeFirst();
		if (!own || (round !== undefined && round !== own.round)) return;
		const place = { course_id: courseId, person_id: personId, round: own.round, lesson_id: lessonId };
		const known = await transaction
			.selectFrom('training_progress')
			.select('score')
			.where('course_id', '=', courseId)
			.where('person_id', '=', personId)
			.where('round', '=', own.round)
			.where('lesson_id', '=', lessonId)
			.executeTakeFirst();
		const now = Date.now();
		const score = result ? Math.min(100, Math.max(0, Math.round(result.score))) : null;
		const best = score === null ? (known?.score ?? null) : Math.max(score, known?.score ?? 0);
		await transaction
			.insertInto('training_progress')
			.values({ ...place, score, done_at: now })
			.onConflict((conflict) =>
				conflict.columns(['course_id', 'person_id', 'round', 'lesson_id']).doUpdateSet({ score: best }),
			)
			.execute();
		if (!known) {
			const about = { personId, courseId, lessonId, itemId: own.item_id, at: now };
			if (isConfirmed === true) await events.tell({ verb: 'experienced', ...about });
			await events.tell({ verb: 'completedLesson', ...about, ...(score === null ? {} : { score }) });
		}
		if (own.completed_at === null) await completeCourse(transaction, courseId, personId, own.round);
	}

	/** Nothing happens while a lesson is missing. */
	async function completeCourse(
		transaction: Transaction,
		courseId: string,
		personId: string,
		round: number,
	): Promise<void> {
		const now = Date.now();
		const { numUpdatedRows } = await transaction
			.updateTable('training_enrolments')
			.set({ completed_at: now })
			.where('course_id', '=', courseId)
			.where('person_id', '=', personId)
			.where('completed_at', 'is', null)
			.where(
				sql<boolean>`not exists (select 1 from training_course_lessons lesson
				where lesson.course_id = ${courseId} and not exists (select 1 from training_progress done
					where done.course_id = lesson.course_id and done.lesson_id = lesson.lesson_id
						and done.person_id = ${personId} and done.round = ${round}))`,
			)
			.executeTakeFirstOrThrow();
		if (numUpdatedRows === 0n) return;
		const id = await storeCompletion(transaction, courseId, personId, now);
		await events.tell({ verb: 'completed', personId, courseId, at: now });
		await notifications.notify({
			kind: 'training.completed',
			to: [personId],
			itemId: courseId,
			path: `/training/certificates#${id}`,
			key: courseId,
		});
		await enrolments.moveUp(courseId);
	}
}

interface PlaceRow {
	readonly item_id: string;
	readonly type: string;
	readonly enrolment_id: string;
	readonly round: number;
	readonly due_at: number | null;
	readonly missing: number;
}

/** What the person has to show for it, with the course's name of today. */
async function storeCompletion(
	transaction: Transaction,
	courseId: string,
	personId: string,
	now: number,
): Promise<string> {
	const { rows } = await sql<{
		title: string;
		language: string;
		organisation_id: string;
		certificate: number;
		valid_months: number | null;
	}>`select variant.title, variant.language, items.organisation_id, course.certificate, course.valid_months
		from items join training_courses course on course.item_id = items.id
		join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
		where items.id = ${courseId}`.execute(transaction);
	const [course] = rows;
	if (!course) throw notFound();
	const id = createId();
	await transaction
		.insertInto('training_completions')
		.values({
			id,
			number: course.certificate === 1 ? createNumber(now) : null,
			course_id: courseId,
			title: course.title,
			language: course.language,
			organisation_id: course.organisation_id,
			person_id: personId,
			completed_at: now,
			valid_until: course.valid_months === null ? null : validUntil(now, course.valid_months),
		})
		.execute();
	return id;
}
