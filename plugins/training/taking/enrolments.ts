import { createId, notFound, sql, type Kysely, type PluginContext } from 'verbund';
import type { LearningEvents } from '../learning-events.ts';
import { refused } from '../refused.ts';
import type { EnrolmentOrigin, EnrolmentState, TrainingTables } from '../tables.ts';

export interface NewEnrolment {
	readonly courseId: string;
	readonly personId: string;
	readonly organisationId: string | null;
	readonly origin: EnrolmentOrigin;
	readonly reason?: string;
	readonly dueAt?: number | null;
}

export interface Enrolment {
	readonly id: string;
	readonly courseId: string;
	readonly personId: string;
	readonly organisationId: string | null;
	readonly state: EnrolmentState;
	readonly round: number;
	readonly dueAt: number | null;
	readonly completedAt: number | null;
}

/** Who takes part. Each function runs in one transaction, with the course's row locked where seats are counted. */
export interface Enrolments {
	/** Somebody asks for it: enrolled, in the line for a seat, in the line for an approval, or noted as interested. */
	ask(enrolment: NewEnrolment): Promise<EnrolmentState>;
	/** Somebody else decided it: in the line if there is no seat. Nothing happens to those who take part already. */
	admit(enrolment: NewEnrolment): Promise<EnrolmentState>;
	/** The answer to a request. @throws VerbundError `request.notFound` unless one waits */
	decide(enrolmentId: string, by: string, isApproved: boolean): Promise<void>;
	invite(enrolment: Omit<NewEnrolment, 'origin'>): Promise<boolean>;
	/** Whoever waits longest takes the seat. @throws VerbundError `request.notFound` for those who take no part */
	leave(courseId: string, personId: string): Promise<void>;
	/** Fills the seats that are free. */
	moveUp(courseId: string): Promise<void>;
	/** The person is to take the course once more. */
	beginAgain(courseId: string, personId: string, dueAt: number | null): Promise<void>;
	find(courseId: string, personId: string): Promise<Enrolment | null>;
	get(enrolmentId: string): Promise<Enrolment>;
}

type Transaction = Kysely<TrainingTables>;
type Rules = TrainingTables['training_courses'];

export function createEnrolments(
	{ notifications, storage }: Pick<PluginContext, 'notifications' | 'storage'>,
	events: LearningEvents,
): Enrolments {
	const locked = <Result>(
		courseId: string,
		work: (transaction: Transaction, rules: Rules) => Promise<Result>,
	) =>
		storage.transaction<TrainingTables, Result>(async (transaction) => {
			// Two who ask at the same time wait here for each other, on every database.
			const rules = await transaction
				.updateTable('training_courses')
				.set((column) => ({ version: column('version', '+', 1) }))
				.where('item_id', '=', courseId)
				.returningAll()
				.executeTakeFirstOrThrow(notFound);
			return work(transaction, rules);
		});

	const enrolments: Enrolments = {
		ask: (wanted) =>
			locked(wanted.courseId, async (transaction, rules) => {
				const present = await findIn(transaction, wanted.courseId, wanted.personId);
				if (present && ['requested', 'waiting', 'enrolled'].includes(present.state)) return present.state;
				if (rules.enrol_until !== null && rules.enrol_until <= Date.now())
					throw refused('training.error.enrolmentOver');
				const isInvited = present?.state === 'invited';
				if (rules.enrolment === 'closed' || (rules.enrolment === 'invitation' && !isInvited))
					throw refused('training.error.enrolmentClosed');
				await requirePrerequisites(transaction, wanted);
				if (rules.enrolment === 'interest') return store(transaction, rules, wanted, 'interested');
				if (rules.enrolment === 'approval' && !isInvited)
					return store(transaction, rules, wanted, 'requested');
				return store(transaction, rules, wanted, await seat(transaction, rules));
			}),
		admit: (wanted) =>
			locked(wanted.courseId, async (transaction, rules) => {
				const present = await findIn(transaction, wanted.courseId, wanted.personId);
				if (present && ['waiting', 'enrolled'].includes(present.state)) return present.state;
				return store(transaction, rules, wanted, await seat(transaction, rules));
			}),
		async decide(enrolmentId, by, isApproved) {
			const asked = await enrolments.get(enrolmentId);
			await locked(asked.courseId, async (transaction, rules) => {
				const present = await findIn(transaction, asked.courseId, asked.personId);
				if (present?.state !== 'requested') throw notFound();
				const state = isApproved ? await seat(transaction, rules) : 'declined';
				await change(transaction, rules, enrolmentId, { state, decided_by: by });
				await notifications.notify({
					kind: isApproved ? 'training.approved' : 'training.declined',
					to: [asked.personId],
					itemId: asked.courseId,
					by,
					key: asked.courseId,
				});
			});
		},
		invite: (wanted) =>
			locked(wanted.courseId, async (transaction, rules) => {
				const present = await findIn(transaction, wanted.courseId, wanted.personId);
				if (present && !['interested', 'left', 'declined'].includes(present.state)) return false;
				await store(transaction, rules, { ...wanted, origin: 'invitation' }, 'invited');
				return true;
			}),
		leave: (courseId, personId) =>
			locked(courseId, async (transaction, rules) => {
				const present = await findIn(transaction, courseId, personId);
				if (!present || present.state === 'left' || present.completedAt !== null) throw notFound();
				await change(transaction, rules, present.id, { state: 'left' });
				await events.tell({ verb: 'left', personId, courseId, at: Date.now() });
				await fillSeats(transaction, rules);
			}),
		moveUp: (courseId) => locked(courseId, fillSeats),
		beginAgain: (courseId, personId, dueAt) =>
			locked(courseId, async (transaction) => {
				await transaction
					.updateTable('training_enrolments')
					.set((column) => ({
						state: 'enrolled',
						round: column('round', '+', 1),
						completed_at: null,
						due_at: dueAt,
						reminded_at: null,
						enrolled_at: Date.now(),
					}))
					.where('course_id', '=', courseId)
					.where('person_id', '=', personId)
					.where('completed_at', 'is not', null)
					.execute();
			}),
		async find(courseId, personId) {
			return (await findIn(storage.query<TrainingTables>(), courseId, personId)) ?? null;
		},
		async get(enrolmentId) {
			const row = await storage
				.query<TrainingTables>()
				.selectFrom('training_enrolments')
				.selectAll()
				.where('id', '=', enrolmentId)
				.executeTakeFirstOrThrow(notFound);
			return toEnrolment(row);
		},
	};
	return enrolments;

	async function store(
		transaction: Transaction,
		rules: Rules,
		wanted: NewEnrolment,
		state: EnrolmentState,
	): Promise<EnrolmentState> {
		const now = Date.now();
		const row = {
			organisation_id: wanted.organisationId,
			state,
			origin: wanted.origin,
			reason: wanted.reason ?? '',
			due_at: wanted.dueAt ?? null,
			created_at: now,
		};
		const { id } = await transaction
			.insertInto('training_enrolments')
			.values({ ...row, id: createId(), course_id: wanted.courseId, person_id: wanted.personId, round: 1 })
			.onConflict((conflict) => conflict.columns(['course_id', 'person_id']).doUpdateSet(row))
			.returning('id')
			.executeTakeFirstOrThrow();
		if (state === 'enrolled') await begin(transaction, rules, id);
		return state;
	}

	async function change(
		transaction: Transaction,
		rules: Rules,
		id: string,
		changes: { readonly state: EnrolmentState; readonly decided_by?: string },
	): Promise<void> {
		await transaction
			.updateTable('training_enrolments')
			.set({ ...changes, created_at: Date.now() })
			.where('id', '=', id)
			.execute();
		if (changes.state === 'enrolled') await begin(transaction, rules, id);
	}

	async function begin(transaction: Transaction, rules: Rules, id: string): Promise<void> {
		const now = Date.now();
		const due = rules.finish_days === null ? null : now + rules.finish_days * day;
		const { person_id: personId } = await transaction
			.updateTable('training_enrolments')
			.set((column) => ({
				enrolled_at: now,
				completed_at: null,
				due_at: column.fn.coalesce('due_at', column.val(due)),
			}))
			.where('id', '=', id)
			.returning('person_id')
			.executeTakeFirstOrThrow();
		await events.tell({ verb: 'enrolled', personId, courseId: rules.item_id, at: now });
	}

	async function seat(transaction: Transaction, rules: Rules): Promise<'enrolled' | 'waiting'> {
		return (await freeSeats(transaction, rules)) > 0 ? 'enrolled' : 'waiting';
	}

	async function fillSeats(transaction: Transaction, rules: Rules): Promise<void> {
		const free = Math.min(await freeSeats(transaction, rules), mostAtOnce);
		if (free <= 0) return;
		const waiting = await transaction
			.selectFrom('training_enrolments')
			.select(['id', 'person_id'])
			.where('course_id', '=', rules.item_id)
			.where('state', '=', 'waiting')
			.orderBy('created_at')
			.orderBy('id')
			.limit(free)
			.execute();
		for (const { id } of waiting) await change(transaction, rules, id, { state: 'enrolled' });
		if (waiting.length === 0) return;
		await notifications.notify({
			kind: 'training.movedUp',
			to: waiting.map(({ person_id }) => person_id),
			itemId: rules.item_id,
			key: rules.item_id,
		});
	}
}

const day = 86_400_000;
const mostAtOnce = 1000;

/** Who has completed a course needs no seat any more. */
async function freeSeats(transaction: Transaction, { item_id, capacity }: Rules): Promise<number> {
	if (capacity === null) return Number.POSITIVE_INFINITY;
	const { taken } = await transaction
		.selectFrom('training_enrolments')
		.select((select) => select.fn.countAll<number>().as('taken'))
		.where('course_id', '=', item_id)
		.where('state', '=', 'enrolled')
		.where('completed_at', 'is', null)
		.executeTakeFirstOrThrow();
	return capacity - Number(taken);
}

async function requirePrerequisites(
	transaction: Transaction,
	{ courseId, personId }: Pick<NewEnrolment, 'courseId' | 'personId'>,
): Promise<void> {
	const missing = await transaction
		.selectFrom('training_prerequisites')
		.select('required_id')
		.where('course_id', '=', courseId)
		.where(
			sql<boolean>`not exists (select 1 from training_completions
			where training_completions.course_id = training_prerequisites.required_id
				and training_completions.person_id = ${personId})`,
		)
		.limit(1)
		.executeTakeFirst();
	if (missing) throw refused('training.error.prerequisites');
}

async function findIn(
	query: Kysely<TrainingTables>,
	courseId: string,
	personId: string,
): Promise<Enrolment | undefined> {
	const row = await query
		.selectFrom('training_enrolments')
		.selectAll()
		.where('course_id', '=', courseId)
		.where('person_id', '=', personId)
		.executeTakeFirst();
	return row && toEnrolment(row);
}

function toEnrolment(row: TrainingTables['training_enrolments']): Enrolment {
	return {
		id: row.id,
		courseId: row.course_id,
		personId: row.person_id,
		organisationId: row.organisation_id,
		state: row.state,
		round: row.round,
		dueAt: row.due_at,
		completedAt: row.completed_at,
	};
}
