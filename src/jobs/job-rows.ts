import { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import type { Selectable } from 'kysely';
import type { Schema } from '../database/schema.ts';
import { isVerbundError } from '../errors.ts';
import type { Job, JobError } from './job.ts';

export type JobRow = Selectable<Schema['jobs']>;

export function toJob(row: JobRow): Job {
	return {
		id: row.id,
		type: row.type,
		state: row.state,
		attempt: row.attempt,
		runAt: row.run_at,
		progress: { done: row.progress_done, total: row.progress_total },
		error: readError(row.last_error),
		personId: row.actor_kind === 'person' ? row.actor_id : null,
		createdAt: row.created_at,
		startedAt: row.started_at,
		finishedAt: row.finished_at,
		ending: row.state === 'running' && row.cancel_requested === 1,
	};
}

/** Whoever a job is for, as its row keeps it. */
export function actorColumns(actor: Actor): Pick<JobRow, 'actor_kind' | 'actor_id' | 'organisation_id'> {
	return {
		actor_kind: actor.kind,
		actor_id: actor.kind === 'person' ? actor.personId : actor.kind === 'system' ? actor.purpose : null,
		organisation_id: actor.kind === 'person' ? actor.actingOrganisationId : null,
	};
}

const longestMessage = 500;

export function writeError(error: unknown): string {
	if (isVerbundError(error)) return JSON.stringify({ code: error.code, values: error.values });
	const message = error instanceof Error ? error.message : String(error);
	return JSON.stringify({ message: message.slice(0, longestMessage) });
}

const errorSchema: z.ZodType<JobError> = z.union([
	z.object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) }),
	z.object({ message: z.string() }),
]);

function readError(stored: string | null): JobError | null {
	return stored === null ? null : errorSchema.parse(JSON.parse(stored));
}
