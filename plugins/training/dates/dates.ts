import { createId, notFound, sql, type Actor, type Kysely, type PluginContext } from 'verbund';
import type { LearningEvents } from '../learning-events.ts';
import { refused } from '../refused.ts';
import type { TrainingTables } from '../tables.ts';
import type { Progress } from '../taking/progress.ts';
import { aboutDate, createTellOfSeats, dateCancelled, dateChanged } from './tell-of-seats.ts';
import { dateColumns, toDate, type CourseDate, type ListedDateRow, type NewDate } from './listed-date.ts';

export interface Seat {
	readonly personId: string;
	readonly name: string;
	readonly organisation: string | null;
	readonly state: 'registered' | 'waiting';
	readonly attended: boolean | null;
}

/** Where and when people meet. */
export interface Dates {
	/** For those who look after the course, with those that are over. */
	all(courseId: string): Promise<readonly CourseDate[]>;
	get(dateId: string): Promise<CourseDate>;
	/** With the course, as whoever may read that sees it. @throws VerbundError `request.notFound` */
	open<Course>(
		actor: Actor,
		dateId: string,
		read: (courseId: string) => Promise<Course>,
	): Promise<{ readonly date: CourseDate; readonly course: Course }>;
	seats(dateId: string): Promise<readonly Seat[]>;
	add(courseId: string, date: NewDate): Promise<string>;
	/** Whoever has a seat hears of it. @throws VerbundError `command.refused` where somebody has changed it since */
	change(dateId: string, expectedSequence: number, date: NewDate): Promise<void>;
	cancel(dateId: string): Promise<void>;
	/** A seat, or a place in the line. */
	register(actor: { readonly personId: string }, dateId: string): Promise<'registered' | 'waiting'>;
	unregister(personId: string, dateId: string): Promise<void>;
	/** Who was there; completes the lesson that the date is for. */
	tick(dateId: string, present: readonly string[]): Promise<void>;
}

type Transaction = Kysely<TrainingTables>;
type DateRow = TrainingTables['training_dates'];

export function createDates(
	{ notifications, storage }: Pick<PluginContext, 'notifications' | 'storage'>,
	{ events, progress }: { readonly events: LearningEvents; readonly progress: Progress },
): Dates {
	const seatTold = createTellOfSeats({ notifications });
	/** Those who want a seat at the same time wait here for each other. */
	const locked = <Result>(
		dateId: string,
		work: (transaction: Transaction, date: DateRow) => Promise<Result>,
	) =>
		storage.transaction<TrainingTables, Result>(async (transaction) => {
			const date = await transaction
				.updateTable('training_dates')
				.set((column) => ({ changed_at: column.ref('changed_at') }))
				.where('id', '=', dateId)
				.returningAll()
				.executeTakeFirstOrThrow(notFound);
			return work(transaction, date);
		});

	const dates: Dates = {
		all: (courseId) => select(null, sql`dates.course_id = ${courseId}`),
		async get(dateId) {
			const [date] = await select(null, sql`dates.id = ${dateId}`);
			if (!date) throw notFound();
			return date;
		},
		async open(actor, dateId, read) {
			const [date] = await select(actor, sql`dates.id = ${dateId}`);
			if (!date) throw notFound();
			return { date, course: await read(date.courseId) };
		},
		async seats(dateId) {
			const { rows } = await sql<{
				person_id: string;
				name: string;
				organisation: string | null;
				state: 'registered' | 'waiting';
				attended: number | null;
			}>`select seats.person_id, people.name, organisations.short_name as organisation, seats.state, seats.attended
				from training_seats seats join people on people.id = seats.person_id
				join training_dates dates on dates.id = seats.date_id
				left join training_enrolments own on own.course_id = dates.course_id and own.person_id = seats.person_id
				left join organisations on organisations.id = own.organisation_id
				where seats.date_id = ${dateId} and seats.state <> 'cancelled'
				order by seats.state, case seats.state when 'waiting' then seats.created_at else 0 end, people.name, people.id
			`.execute(storage.query());
			return rows.map(({ person_id, attended, ...seat }) => ({
				...seat,
				personId: person_id,
				attended: attended === null ? null : attended === 1,
			}));
		},
		async add(courseId, date) {
			const id = createId();
			await storage.transaction<TrainingTables, unknown>((transaction) =>
				transaction
					.insertInto('training_dates')
					.values({ id, course_id: courseId, ...toRow(date), sequence: 0, changed_at: Date.now() })
					.execute(),
			);
			return id;
		},
		change: (dateId, expectedSequence, date) =>
			locked(dateId, async (transaction, before) => {
				if (before.sequence !== expectedSequence || before.cancelled_at !== null)
					throw refused('training.error.dateChanged');
				await transaction
					.updateTable('training_dates')
					.set({ ...toRow(date), sequence: before.sequence + 1, changed_at: Date.now() })
					.where('id', '=', dateId)
					.execute();
				await tell(transaction, dateChanged, before);
				await fill(transaction, { ...before, ...toRow(date) });
			}),
		cancel: (dateId) =>
			locked(dateId, async (transaction, date) => {
				if (date.cancelled_at !== null) throw notFound();
				await transaction
					.updateTable('training_dates')
					.set({ cancelled_at: Date.now(), sequence: date.sequence + 1, changed_at: Date.now() })
					.where('id', '=', dateId)
					.execute();
				await tell(transaction, dateCancelled, date);
			}),
		register: ({ personId }, dateId) =>
			locked(dateId, async (transaction, date) => {
				const now = Date.now();
				if (date.cancelled_at !== null || date.starts_at <= now) throw refused('training.error.dateOver');
				if (date.register_until !== null && date.register_until <= now)
					throw refused('training.error.registrationOver');
				const enrolment = await transaction
					.selectFrom('training_enrolments')
					.select('state')
					.where('course_id', '=', date.course_id)
					.where('person_id', '=', personId)
					.executeTakeFirst();
				if (enrolment?.state !== 'enrolled') throw refused('training.error.enrolFirst');
				const present = await seatOf(transaction, dateId, personId);
				if (present && present.state !== 'cancelled') return present.state;
				const state = (await freeSeats(transaction, date)) > 0 ? 'registered' : 'waiting';
				const row = { state, attended: null, created_at: now, changed_at: now } as const;
				await transaction
					.insertInto('training_seats')
					.values({ ...row, date_id: dateId, person_id: personId })
					.onConflict((conflict) => conflict.columns(['date_id', 'person_id']).doUpdateSet(row))
					.execute();
				if (state === 'registered') await seatTold.taken([personId], date);
				return state;
			}),
		unregister: (personId, dateId) =>
			locked(dateId, async (transaction, date) => {
				const before = await seatOf(transaction, dateId, personId);
				if (!before || before.state === 'cancelled' || before.attended !== null) throw notFound();
				await transaction
					.updateTable('training_seats')
					.set({ state: 'cancelled', changed_at: Date.now() })
					.where('date_id', '=', dateId)
					.where('person_id', '=', personId)
					.execute();
				if (before.state === 'registered') await seatTold.returned(personId, date);
				await fill(transaction, date);
			}),
		tick: (dateId, present) =>
			locked(dateId, async (transaction, date) => {
				if (date.cancelled_at !== null) throw notFound();
				if (date.starts_at > Date.now()) throw refused('training.error.dateToCome');
				const seats = await transaction
					.selectFrom('training_seats')
					.select(['person_id', 'attended'])
					.where('date_id', '=', dateId)
					.where('state', '=', 'registered')
					.execute();
				for (const { person_id: personId, attended } of seats) {
					const isPresent = present.includes(personId);
					if (attended === (isPresent ? 1 : 0)) continue;
					await transaction
						.updateTable('training_seats')
						.set({ attended: isPresent ? 1 : 0, changed_at: Date.now() })
						.where('date_id', '=', dateId)
						.where('person_id', '=', personId)
						.execute();
					if (!isPresent) continue;
					const lesson = date.lesson_id === null ? {} : { lessonId: date.lesson_id };
					await events.tell({
						verb: 'attended',
						personId,
						courseId: date.course_id,
						...lesson,
						at: Date.now(),
					});
					if (date.lesson_id !== null) await completeLesson(transaction, date, personId, date.lesson_id);
				}
			}),
	};
	return dates;

	/** Who has left the course meanwhile was there all the same; nothing is completed. */
	async function completeLesson(transaction: Transaction, date: DateRow, personId: string, lessonId: string) {
		const takesPart = await transaction
			.selectFrom('training_enrolments')
			.innerJoin(
				'training_course_lessons',
				'training_course_lessons.course_id',
				'training_enrolments.course_id',
			)
			.select('id')
			.where('training_enrolments.course_id', '=', date.course_id)
			.where('person_id', '=', personId)
			.where('state', '=', 'enrolled')
			.where('lesson_id', '=', lessonId)
			.executeTakeFirst();
		if (takesPart) await progress.complete({ personId, courseId: date.course_id, lessonId });
	}

	async function select(actor: Actor | null, where: ReturnType<typeof sql>): Promise<readonly CourseDate[]> {
		const personId = actor?.kind === 'person' ? actor.personId : '';
		const { rows } = await sql<ListedDateRow>`
			select ${dateColumns(personId)} from training_dates dates where ${where} order by dates.starts_at, dates.id limit 200`.execute(
			storage.query(),
		);
		return rows.map(toDate);
	}

	/** Seats that are free go to those who wait longest. */
	async function fill(transaction: Transaction, date: DateRow): Promise<void> {
		const free = Math.min(await freeSeats(transaction, date), 1000);
		if (free <= 0 || date.cancelled_at !== null) return;
		const waiting = await transaction
			.selectFrom('training_seats')
			.select('person_id')
			.where('date_id', '=', date.id)
			.where('state', '=', 'waiting')
			.orderBy('created_at')
			.limit(free)
			.execute();
		const people = waiting.map(({ person_id }) => person_id);
		if (people.length === 0) return;
		await transaction
			.updateTable('training_seats')
			.set({ state: 'registered', changed_at: Date.now() })
			.where('date_id', '=', date.id)
			.where('person_id', 'in', people)
			.execute();
		await seatTold.taken(people, date);
	}

	/** Also those who wait for a seat. */
	async function tell(transaction: Transaction, kind: string, date: DateRow): Promise<void> {
		const seats = await transaction
			.selectFrom('training_seats')
			.select('person_id')
			.where('date_id', '=', date.id)
			.where('state', '<>', 'cancelled')
			.execute();
		if (seats.length === 0) return;
		const to = seats.map(({ person_id }) => person_id);
		await notifications.notify({ kind, to, key: date.id, ...aboutDate(date) });
	}
}

async function freeSeats(
	transaction: Transaction,
	{ id, capacity }: Pick<DateRow, 'id' | 'capacity'>,
): Promise<number> {
	if (capacity === null) return Number.POSITIVE_INFINITY;
	const { taken } = await transaction
		.selectFrom('training_seats')
		.select((select) => select.fn.countAll<number>().as('taken'))
		.where('date_id', '=', id)
		.where('state', '=', 'registered')
		.executeTakeFirstOrThrow();
	return capacity - Number(taken);
}

function seatOf(transaction: Transaction, dateId: string, personId: string) {
	return transaction
		.selectFrom('training_seats')
		.select(['state', 'attended'])
		.where('date_id', '=', dateId)
		.where('person_id', '=', personId)
		.executeTakeFirst();
}

function toRow({ lessonId, startsAt, endsAt, registerUntil, ...date }: NewDate) {
	return {
		...date,
		lesson_id: lessonId,
		starts_at: startsAt,
		ends_at: endsAt,
		register_until: registerUntil,
	};
}
