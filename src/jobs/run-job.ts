import type { z } from 'zod';
import type { Kysely } from 'kysely';
import { systemActor, anonymous, type Actor } from '../access/actor.ts';
import type { Reader } from '../content/reader.ts';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { VerbundError, isVerbundError } from '../errors.ts';
import type { JobRow } from './job-rows.ts';
import type { ClaimedJob, JobStore, Outcome } from './job-store.ts';
import { defaultAttempts, type AnyJob, type JobDeclaration, type JobRun } from './job.ts';
import { retryPause } from './retry-pause.ts';

/** Why a run was asked to end before it was done. */
export type AbortReason = 'cancelled' | 'stopped' | 'lost';

export interface RunParts {
	readonly database: Database;
	readonly store: JobStore;
	/** Who the actor is now; null for a person whose account is gone or disabled. */
	readonly resolve: (who: JobActor) => Promise<{ readonly actor: Actor; readonly reader: Reader } | null>;
}

/** Whoever a job runs for, before their rights are read. */
export type JobActor =
	| Exclude<Actor, { kind: 'person' }>
	| { readonly kind: 'person'; readonly personId: string; readonly organisationId: string | null };

/** Runs a job once, and writes down what came of it. Never throws for a fault of the job itself. */
export async function runJob(
	{ database, store, resolve }: RunParts,
	declaration: JobDeclaration,
	load: () => Promise<AnyJob>,
	claimed: ClaimedJob,
	signal: AbortSignal,
): Promise<void> {
	const { row } = claimed;
	const progress = createProgress(store, claimed);
	const state = { completed: false };
	const settle = async (outcome: Outcome) => {
		await progress.settled();
		await store
			.asHolder(claimed, (transaction) => store.finish(transaction, claimed, outcome), { quiet: true })
			.catch(ignoreLost);
	};
	try {
		const definition = await load();
		const visitor = await resolve(actorOf(row));
		if (!visitor) throw new GivenUp('access.denied');
		const input = readInput(definition.input, row.input);
		await definition.run(
			{
				...visitor,
				id: row.id,
				attempt: row.attempt,
				signal,
				progress: progress.set,
				transaction: (work) => store.asHolder(claimed, work),
				async complete(work, options) {
					await progress.settled();
					const finish = async (transaction: Kysely<Schema>) => {
						await work();
						await store.finish(transaction, claimed, { kind: 'done' });
						database.afterCommit(() => {
							state.completed = true;
						});
					};
					await store.asHolder(claimed, finish, options);
				},
				giveUp(reason) {
					throw new GivenUp(reason);
				},
			} satisfies JobRun,
			input,
		);
		if (!state.completed) await settle({ kind: 'done' });
	} catch (error) {
		if (state.completed) console.error(`[jobs] ${declaration.id}`, error);
		else await settle(outcomeOf(error, declaration, row, signal));
	}
}

/** Ends a job for good. */
class GivenUp extends Error {}

function outcomeOf(
	error: unknown,
	{ id, attempts = defaultAttempts }: JobDeclaration,
	row: JobRow,
	signal: AbortSignal,
): Outcome {
	// Who aborts names one of these reasons.
	const reason = signal.aborted ? (signal.reason as AbortReason) : null;
	if (reason === 'cancelled') return { kind: 'cancelled' };
	if (reason !== null) return { kind: 'again', runAt: Date.now(), counts: false };
	if (error instanceof GivenUp) return { kind: 'failed', error: known(error) };
	if (!isVerbundError(error)) console.error(`[jobs] ${id}`, error);
	if (row.attempt >= attempts) return { kind: 'failed', error };
	return { kind: 'again', runAt: Date.now() + retryPause(row.attempt), error, counts: true };
}

function known(error: GivenUp): Error {
	return error.message === 'access.denied' ? new VerbundError('access.denied') : error;
}

function ignoreLost(error: unknown): void {
	if (!isVerbundError(error) || error.code !== 'jobs.lost') throw error;
}

function readInput(schema: z.ZodType, stored: string): unknown {
	const parsed = schema.safeParse(JSON.parse(stored));
	if (!parsed.success) throw new GivenUp(parsed.error.issues.map(({ message }) => message).join('; '));
	return parsed.data;
}

function actorOf({ actor_kind, actor_id, organisation_id, type }: JobRow): JobActor {
	if (actor_kind === 'person' && actor_id !== null)
		return { kind: 'person', personId: actor_id, organisationId: organisation_id };
	return actor_kind === 'anonymous' ? anonymous : systemActor(actor_id ?? type);
}

const leastPause = 1000;

/** Writes at most once a second, and only the newest figures. */
function createProgress(store: JobStore, claimed: ClaimedJob) {
	let writing = Promise.resolve();
	let last = 0;
	return {
		set(done: number, total: number): void {
			const now = Date.now();
			if (now - last < leastPause) return;
			last = now;
			writing = writing.then(() => store.setProgress(claimed, done, total)).catch(ignoreLost);
		},
		settled: () => writing,
	};
}
