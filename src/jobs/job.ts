import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import type { Reader } from '../content/reader.ts';
import type { TransactionOptions } from '../database/database.ts';

/** What is declared about a kind of job before its code is there. */
export interface JobDeclaration {
	/** `<plugin>.<name>` */
	readonly id: string;
	/** Text or `%key%` of a manifest. */
	readonly title: string;
	/** Cron in German time (`0 3 * * *`), or what finds it out; null while it is not to run by itself. */
	readonly schedule?: string | (() => Promise<string | null>);
	/** How often it is begun before it counts as failed. */
	readonly attempts?: number;
	/** How many of this kind run at the same time, in all processes together. */
	readonly parallel?: number;
	/** Null for the core's own. */
	readonly pluginId: string | null;
}

export interface JobDefinition<Input> {
	/** Refuses unknown keys: use `z.strictObject`. A job with a schedule is given `{}`. */
	readonly input: z.ZodType<Input>;
	/**
	 * May be called again after a failure or a crash, so what it did before must do no harm. Work that must happen
	 * exactly once goes through `run.complete`.
	 */
	readonly run: (run: JobRun, input: Input) => Promise<void>;
}

/** A definition whose types are behind it, as the registry keeps it. */
export type AnyJob = JobDefinition<unknown>;

/** Keeps the input of a job together in types. */
export function defineJob<Input>(definition: JobDefinition<Input>): JobDefinition<Input> {
	return definition;
}

/** One attempt at a job. */
export interface JobRun {
	readonly id: string;
	/** Whoever asked for it, with the rights of now; a schedule runs as the system, for the purpose of its id. */
	readonly actor: Actor;
	readonly reader: Reader;
	/** Counts from 1. */
	readonly attempt: number;
	/** Aborted when the job is cancelled, the hub stops, or another process has taken the job over. */
	readonly signal: AbortSignal;
	/** Shown to administrators; written at most once a second. */
	progress(done: number, total: number): void;
	/** A transaction that is refused once this attempt no longer holds the job. */
	transaction<T>(work: () => Promise<T>): Promise<T>;
	/** Like `transaction`, and the job is done with it: both or neither. */
	complete(work: () => Promise<void>, options?: TransactionOptions): Promise<void>;
	/** Ends the job as failed; no further attempt. */
	giveUp(reason: string): never;
}

export interface EnqueueOptions {
	/** Whose rights it has; without one it runs as the system, for the purpose of its id. */
	readonly actor?: Actor;
	/** Not before this time. */
	readonly runAt?: number;
	/** While a job of this kind with this key waits or runs, asking again gives that one. */
	readonly key?: string;
}

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

export type JobError =
	| { readonly code: string; readonly values: Readonly<Record<string, string | number>> }
	| { readonly message: string };

/** A job as administrators see it. */
export interface Job {
	readonly id: string;
	readonly type: string;
	readonly state: JobState;
	readonly attempt: number;
	readonly runAt: number;
	readonly progress: { readonly done: number; readonly total: number };
	readonly error: JobError | null;
	/** The person who asked for it; null for the hub itself. */
	readonly personId: string | null;
	readonly createdAt: number;
	readonly startedAt: number | null;
	readonly finishedAt: number | null;
	/** Somebody asked it to end, and it has not ended yet. */
	readonly ending: boolean;
}

export interface JobSchedule {
	readonly type: string;
	readonly nextAt: number;
	readonly lastAt: number | null;
}

export const defaultAttempts = 5;
