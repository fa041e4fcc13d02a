import { sql, type Kysely } from 'kysely';
import { systemActor } from '../access/actor.ts';
import type { Database, TransactionOptions } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { VerbundError, notFound } from '../errors.ts';
import { createEvent, type Event } from '../events.ts';
import { createId } from '../ids.ts';
import { actorColumns, toJob, writeError, type JobRow } from './job-rows.ts';
import type { EnqueueOptions, Job, JobState } from './job.ts';

export interface JobFilter {
	readonly state?: JobState;
	readonly type?: string;
	/** Of the list that went before: the last job in it. */
	readonly after?: string;
	readonly limit: number;
}

/** How many of a kind may run, and how often one is begun. */
export interface ClaimableKind {
	readonly id: string;
	readonly attempts: number;
	readonly parallel: number;
}

/** A job that this process holds, until the lease ends. */
export interface ClaimedJob {
	readonly row: JobRow;
	readonly owner: string;
}

/** The rows of jobs. Each change is one transaction, so two processes never hold the same job. */
export interface JobStore {
	/** In the running transaction, if there is one: the job is there if and only if its cause is. */
	add(type: string, input: unknown, options: EnqueueOptions): Promise<string>;
	/** Whether anything of these kinds could be claimed now; reads only. */
	hasDue(types: readonly string[]): Promise<boolean>;
	/** The job that has been due longest, for `leaseTime` milliseconds. One whose holder was lost counts as due. */
	claim(kinds: readonly ClaimableKind[], owner: string, leaseTime: number): Promise<ClaimedJob | null>;
	/** Keeps what this process holds. @returns the jobs that somebody asked to end, and those that are lost */
	renew(held: readonly ClaimedJob[], leaseTime: number): Promise<Renewal>;
	/** Runs `work` as the holder of the job. @throws VerbundError `jobs.lost` */
	asHolder<T>(
		claimed: ClaimedJob,
		work: (transaction: Kysely<Schema>) => Promise<T>,
		options?: TransactionOptions,
	): Promise<T>;
	setProgress(claimed: ClaimedJob, done: number, total: number): Promise<void>;
	finish(transaction: Kysely<Schema>, claimed: ClaimedJob, outcome: Outcome): Promise<void>;
	/** @returns true when it runs and has to end by itself */
	cancel(id: string): Promise<boolean>;
	/** From its first attempt, now. @throws VerbundError `jobs.notFinished` */
	retry(id: string): Promise<void>;
	list(filter: JobFilter): Promise<readonly Job[]>;
	/** @throws VerbundError `request.notFound` */
	get(id: string): Promise<Job>;
	counts(): Promise<Readonly<Record<JobState, number>>>;
	/** Jobs that have waited since before `time` and nobody took. */
	countStuck(time: number): Promise<number>;
	sweep(finishedBefore: number, failedBefore: number): Promise<void>;
	/** A job came into line, went on or ended; after the commit. */
	readonly onDidMove: Event<MovedJob>;
}

export interface MovedJob {
	/** Who asked for it; null for the hub itself. */
	readonly personId: string | null;
}

export type Outcome =
	| { readonly kind: 'done' | 'cancelled' }
	/** Back in line; `counts` is false for an attempt that the hub itself broke off. */
	| { readonly kind: 'again'; readonly runAt: number; readonly error?: unknown; readonly counts: boolean }
	| { readonly kind: 'failed'; readonly error: unknown };

export interface Renewal {
	readonly ending: readonly string[];
	readonly lost: readonly string[];
}

/** Which job waits, runs or has ended is on no page that is kept. */
const quiet: TransactionOptions = { quiet: true };

export function createJobStore(database: Database): JobStore {
	const moved = createEvent<MovedJob>();
	const tellMoved = (row: Pick<JobRow, 'actor_kind' | 'actor_id'>) =>
		database.afterCommit(() => moved.fire({ personId: row.actor_kind === 'person' ? row.actor_id : null }));

	const store: JobStore = {
		onDidMove: moved.event,
		add: (type, input, { actor = systemActor(type), runAt = Date.now(), key = null }) =>
			database.transaction(async (transaction) => {
				const open = key === null ? undefined : await findOpen(transaction, type, key);
				if (open) return open.id;
				const id = createId();
				await transaction
					.insertInto('jobs')
					.values({
						id,
						type,
						key,
						input: JSON.stringify(input),
						...actorColumns(actor),
						state: 'waiting',
						attempt: 0,
						run_at: runAt,
						cancel_requested: 0,
						progress_done: 0,
						progress_total: 0,
						created_at: Date.now(),
					})
					.execute();
				tellMoved(actorColumns(actor));
				return id;
			}, quiet),
		async hasDue(types) {
			const row = await due(database.query, types, Date.now()).select('id').limit(1).executeTakeFirst();
			return row !== undefined;
		},
		claim: (kinds, owner, leaseTime) =>
			database.transaction(async (transaction) => {
				const now = Date.now();
				const free = await withRoom(transaction, kinds, now);
				const row = await nextDue(transaction, free, now);
				if (!row) return null;
				const attempt = row.attempt + 1;
				await transaction
					.updateTable('jobs')
					.set({
						state: 'running',
						attempt,
						lease_owner: owner,
						lease_until: now + leaseTime,
						started_at: now,
						progress_done: 0,
						progress_total: 0,
					})
					.where('id', '=', row.id)
					.execute();
				tellMoved(row);
				return { row: { ...row, attempt }, owner };
			}, quiet),
		renew: (held, leaseTime) =>
			database.transaction(async (transaction) => {
				const rows = await transaction
					.selectFrom('jobs')
					.select(['id', 'attempt', 'lease_owner', 'state', 'cancel_requested'])
					.where('id', 'in', [...held.map(({ row }) => row.id), ''])
					.execute();
				const kept = held.filter((claimed) => rows.some((row) => holds(row, claimed)));
				await transaction
					.updateTable('jobs')
					.set({ lease_until: Date.now() + leaseTime })
					.where('id', 'in', [...kept.map(({ row }) => row.id), ''])
					.execute();
				return {
					ending: rows.filter((row) => row.cancel_requested === 1).map(({ id }) => id),
					lost: held.filter((claimed) => !kept.includes(claimed)).map(({ row }) => row.id),
				};
			}, quiet),
		asHolder: (claimed, work, options) =>
			database.transaction(async (transaction) => {
				const row = await transaction
					.selectFrom('jobs')
					.select(['id', 'attempt', 'lease_owner', 'state'])
					.where('id', '=', claimed.row.id)
					.executeTakeFirst();
				if (!row || !holds(row, claimed)) throw new VerbundError('jobs.lost');
				return work(transaction);
			}, options),
		setProgress: (claimed, done, total) =>
			store.asHolder(
				claimed,
				async (transaction) => {
					await transaction
						.updateTable('jobs')
						.set({ progress_done: done, progress_total: total })
						.where('id', '=', claimed.row.id)
						.execute();
					tellMoved(claimed.row);
				},
				quiet,
			),
		async finish(transaction, { row }, outcome) {
			tellMoved(row);
			if (outcome.kind !== 'again') {
				await end(transaction, row.id, {
					state: outcome.kind,
					...(outcome.kind === 'failed' ? { error: outcome.error } : {}),
				});
				return;
			}
			await transaction
				.updateTable('jobs')
				.set({
					state: 'waiting',
					run_at: outcome.runAt,
					attempt: outcome.counts ? row.attempt : row.attempt - 1,
					lease_owner: null,
					lease_until: null,
					...(outcome.error === undefined ? {} : { last_error: writeError(outcome.error) }),
				})
				.where('id', '=', row.id)
				.execute();
		},
		cancel: (id) =>
			database.transaction(async (transaction) => {
				const { state, personId } = await store.get(id);
				if (state !== 'waiting' && state !== 'running') throw new VerbundError('jobs.finished');
				database.afterCommit(() => moved.fire({ personId }));
				if (state === 'waiting') {
					await end(transaction, id, { state: 'cancelled' });
					return false;
				}
				await transaction.updateTable('jobs').set({ cancel_requested: 1 }).where('id', '=', id).execute();
				return true;
			}, quiet),
		retry: (id) =>
			database.transaction(async (transaction) => {
				const row = await transaction
					.selectFrom('jobs')
					.select(['state', 'type', 'key', 'actor_kind', 'actor_id'])
					.where('id', '=', id)
					.executeTakeFirstOrThrow(notFound);
				const isOpen = row.state === 'waiting' || row.state === 'running';
				// One of its kind that was asked for since does the same.
				const open = row.key === null ? undefined : await findOpen(transaction, row.type, row.key);
				if (isOpen || open) throw new VerbundError('jobs.notFinished');
				await transaction
					.updateTable('jobs')
					.set({
						state: 'waiting',
						attempt: 0,
						run_at: Date.now(),
						cancel_requested: 0,
						progress_done: 0,
						progress_total: 0,
						finished_at: null,
					})
					.where('id', '=', id)
					.execute();
				tellMoved(row);
			}, quiet),
		async list({ state, type, after, limit }) {
			let query = database.query.selectFrom('jobs').selectAll().orderBy('id', 'desc').limit(limit);
			if (state !== undefined) query = query.where('state', '=', state);
			if (type !== undefined) query = query.where('type', '=', type);
			if (after !== undefined) query = query.where('id', '<', after);
			return (await query.execute()).map(toJob);
		},
		async get(id) {
			const row = await database.query
				.selectFrom('jobs')
				.selectAll()
				.where('id', '=', id)
				.executeTakeFirstOrThrow(notFound);
			return toJob(row);
		},
		async counts() {
			const rows = await database.query
				.selectFrom('jobs')
				.select(['state', (select) => select.fn.countAll<number>().as('count')])
				.groupBy('state')
				.execute();
			const none = { waiting: 0, running: 0, done: 0, failed: 0, cancelled: 0 };
			return { ...none, ...Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)])) };
		},
		async countStuck(time) {
			const { count } = await database.query
				.selectFrom('jobs')
				.select((select) => select.fn.countAll<number>().as('count'))
				.where('state', '=', 'waiting')
				.where('run_at', '<', time)
				.executeTakeFirstOrThrow();
			return Number(count);
		},
		async sweep(finishedBefore, failedBefore) {
			await database.transaction(async (transaction) => {
				await transaction
					.deleteFrom('jobs')
					.where('state', 'in', ['done', 'cancelled'])
					.where('finished_at', '<', finishedBefore)
					.execute();
				await transaction
					.deleteFrom('jobs')
					.where('state', '=', 'failed')
					.where('finished_at', '<', failedBefore)
					.execute();
			}, quiet);
		},
	};
	return store;
}

/** Jobs whose time has come, and those whose holder did not come back. */
function due(query: Kysely<Schema>, types: readonly string[], now: number) {
	return query
		.selectFrom('jobs')
		.where('type', 'in', [...types, ''])
		.where((is) =>
			is.or([
				is.and([is('state', '=', 'waiting'), is('run_at', '<=', now)]),
				is.and([is('state', '=', 'running'), is('lease_until', '<', now)]),
			]),
		);
}

/** The job that has been due longest. What was lost for good on the way there is ended. */
async function nextDue(
	transaction: Kysely<Schema>,
	kinds: readonly ClaimableKind[],
	now: number,
): Promise<JobRow | null> {
	const types = kinds.map(({ id }) => id);
	for (;;) {
		const row = await due(transaction, types, now)
			.selectAll()
			.orderBy('run_at')
			.orderBy('id')
			.limit(1)
			.executeTakeFirst();
		if (!row) return null;
		const attempts = kinds.find(({ id }) => id === row.type)?.attempts ?? 1;
		if (row.cancel_requested === 1) await end(transaction, row.id, { state: 'cancelled' });
		else if (row.state === 'running' && row.attempt >= attempts)
			await end(transaction, row.id, { state: 'failed', error: new VerbundError('jobs.crashed') });
		else return row;
	}
}

/** Kinds of which fewer run than may. */
async function withRoom(
	transaction: Kysely<Schema>,
	kinds: readonly ClaimableKind[],
	now: number,
): Promise<readonly ClaimableKind[]> {
	const running = await transaction
		.selectFrom('jobs')
		.select(['type', (select) => select.fn.countAll<number>().as('count')])
		.where('state', '=', 'running')
		.where('lease_until', '>=', now)
		.groupBy('type')
		.execute();
	const countOf = (id: string) => Number(running.find(({ type }) => type === id)?.count ?? 0);
	return kinds.filter(({ id, parallel }) => countOf(id) < parallel);
}

/** In words and not as parameters, so that their own index is taken (decision 007). */
const isOpen = sql<boolean>`state in ('waiting', 'running')`;

function findOpen(transaction: Kysely<Schema>, type: string, key: string) {
	return transaction
		.selectFrom('jobs')
		.select('id')
		.where('type', '=', type)
		.where('key', '=', key)
		.where(isOpen)
		.executeTakeFirst();
}

function holds(
	row: Pick<JobRow, 'id' | 'attempt' | 'lease_owner' | 'state'>,
	{ row: claimed, owner }: ClaimedJob,
): boolean {
	return (
		row.id === claimed.id &&
		row.state === 'running' &&
		row.lease_owner === owner &&
		row.attempt === claimed.attempt
	);
}

async function end(
	transaction: Kysely<Schema>,
	id: string,
	{ state, error }: { readonly state: 'done' | 'failed' | 'cancelled'; readonly error?: unknown },
): Promise<void> {
	await transaction
		.updateTable('jobs')
		.set({
			state,
			finished_at: Date.now(),
			lease_owner: null,
			lease_until: null,
			last_error: error === undefined ? null : writeError(error),
		})
		.where('id', '=', id)
		.execute();
}
