import { sql, type Kysely } from 'kysely';
import type { Actor } from '../../access/actor.ts';
import { visiblePeople } from '../../access/visible-to.ts';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { createId } from '../../ids.ts';

export type StepAct =
	| 'submitted'
	| 'withdrawn'
	| 'sentBack'
	| 'approved'
	| 'scheduled'
	| 'unscheduled'
	| 'scheduleFailed'
	| 'published'
	| 'unpublished'
	| 'confirmed'
	| 'commented'
	| 'resolved'
	| 'restoredRevision'
	| 'withdrewRevision'
	| 'confirmedTranslation'
	| 'archived'
	| 'unarchived'
	| 'removed'
	| 'restored';

export interface NewStep {
	readonly itemId: string;
	readonly language?: string;
	readonly revision?: number;
	readonly act: StepAct;
	/** In the words of whoever did it. */
	readonly reason?: string;
	/** Numbers under names that end in `At` are times. */
	readonly facts?: StepFacts;
}

export type StepFacts = Readonly<Record<string, string | number>>;

/** One thing that was done with an item. */
export interface ItemStep {
	readonly act: StepAct;
	readonly language: string | null;
	readonly revision: number | null;
	/** Null for the hub itself. */
	readonly personId: string | null;
	/** Null for the hub, and for people whom the reader may not see. */
	readonly person: string | null;
	readonly at: number;
	readonly reason: string;
	readonly facts: StepFacts;
}

/** Writes a step into the item's history, in the transaction of what it tells of. */
export async function recordStep(transaction: Kysely<Schema>, actor: Actor, step: NewStep): Promise<void> {
	await transaction
		.insertInto('item_steps')
		.values({
			id: createId(),
			item_id: step.itemId,
			language: step.language ?? null,
			revision: step.revision ?? null,
			act: step.act,
			person_id: actor.kind === 'person' ? actor.personId : null,
			at: Date.now(),
			reason: step.reason ?? '',
			facts: JSON.stringify(step.facts ?? {}),
		})
		.execute();
}

/** More than these no page shows at once. */
const mostSteps = 500;

/** Newest first. Whoever asks has shown that the reader works on the item. */
export async function listSteps(
	{ query }: Database,
	actor: Actor,
	itemId: string,
): Promise<readonly ItemStep[]> {
	const rows = await query
		.selectFrom('item_steps')
		.leftJoin('people', (join) =>
			join.onRef('people.id', '=', 'item_steps.person_id').on(visiblePeople(actor, 'people.id')),
		)
		.select([
			'item_steps.act',
			'item_steps.language',
			'item_steps.revision',
			'item_steps.person_id as personId',
			'item_steps.at',
			'item_steps.reason',
			'item_steps.facts',
			'people.name as person',
		])
		.where('item_steps.item_id', '=', itemId)
		.orderBy('item_steps.at', 'desc')
		.orderBy(sql`item_steps.id`, 'desc')
		.limit(mostSteps)
		.execute();
	return rows.map(({ act, facts, ...step }) => ({ ...step, act: act as StepAct, facts: JSON.parse(facts) }));
}
