import type { Actor } from '../../access/actor.ts';
import type { Database } from '../../database/database.ts';
import { VerbundError } from '../../errors.ts';
import { createId } from '../../ids.ts';
import { checkAudience } from '../audience.ts';
import { requireItem } from '../item-rows.ts';
import type { Publish } from '../item-writing.ts';
import { newestRevision } from '../revisions.ts';
import { recordStep } from './item-steps.ts';
import { closeReview } from './reviews.ts';
import { deleteSchedule } from './scheduled-rows.ts';

export interface Schedule extends Publish {
	readonly id: string;
	readonly publishAt: number;
	/** Whose rights it is published with. */
	readonly personId: string | null;
}

/** Texts that are published at a time. One for each variant. */
export interface PublicationSchedules {
	/**
	 * Takes the place of another time for the same variant; a text that waits for an approval has it with this.
	 * Whoever calls it has asked for the right to publish.
	 *
	 * @throws VerbundError `content.conflict` unless it is the newest text
	 */
	plan(actor: Actor, target: Publish, publishAt: number): Promise<string>;
	/** @throws VerbundError `review.notScheduled` */
	cancel(actor: Actor, itemId: string, language: string): Promise<void>;
	/** Null for one that was cancelled, has been published, or failed. */
	find(id: string): Promise<Schedule | null>;
	/** Says why it was not published; it stays until somebody plans anew or cancels it. */
	fail(schedule: Schedule, actor: Actor, error: VerbundError): Promise<void>;
}

export function createPublicationSchedules(database: Database): PublicationSchedules {
	return {
		plan: (actor, { itemId, language, revision, major, audience }, publishAt) =>
			database.transaction(async (transaction) => {
				const item = await requireItem(transaction, itemId);
				if (audience) await checkAudience(transaction, item.organisation_id, audience);
				const newest = await newestRevision(transaction, itemId, language);
				if (newest?.number !== revision) {
					throw new VerbundError('content.conflict', {
						values: { title: newest?.title ?? '', revision: newest?.number ?? 0 },
					});
				}
				const id = createId();
				await deleteSchedule(transaction, itemId, language);
				await transaction
					.insertInto('publication_schedules')
					.values({
						id,
						item_id: itemId,
						language,
						revision,
						major: major ? 1 : 0,
						audience: audience ? JSON.stringify(audience) : null,
						publish_at: publishAt,
						person_id: actor.kind === 'person' ? actor.personId : null,
						created_at: Date.now(),
						failure: null,
						refusal: null,
					})
					.execute();
				if (await closeReview(transaction, actor, { itemId, language, revision })) {
					await recordStep(transaction, actor, { itemId, language, revision, act: 'approved' });
				}
				await recordStep(transaction, actor, {
					itemId,
					language,
					revision,
					act: 'scheduled',
					facts: { publishAt },
				});
				return id;
			}),
		cancel: (actor, itemId, language) =>
			database.transaction(async (transaction) => {
				const cancelled = await deleteSchedule(transaction, itemId, language);
				if (cancelled === null) throw new VerbundError('review.notScheduled');
				await recordStep(transaction, actor, { itemId, language, revision: cancelled, act: 'unscheduled' });
			}),
		async find(id) {
			const row = await database.query
				.selectFrom('publication_schedules')
				.selectAll()
				.where('id', '=', id)
				.where('failure', 'is', null)
				.executeTakeFirst();
			if (!row) return null;
			return {
				id,
				itemId: row.item_id,
				language: row.language,
				revision: row.revision,
				major: row.major === 1,
				publishAt: row.publish_at,
				personId: row.person_id,
				...(row.audience === null ? {} : { audience: JSON.parse(row.audience) as readonly string[] }),
			};
		},
		fail: ({ id, itemId, language, revision }, actor, { code, reason, values }) =>
			database.transaction(async (transaction) => {
				await transaction
					.updateTable('publication_schedules')
					.set({ failure: code, refusal: reason === undefined ? null : JSON.stringify({ reason, values }) })
					.where('id', '=', id)
					.execute();
				await recordStep(transaction, actor, {
					itemId,
					language,
					revision,
					act: 'scheduleFailed',
					facts: { code },
				});
			}),
	};
}
