import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../database/database.ts';
import { defineJob } from '../../jobs/job.ts';
import { reviewDue, type ReviewNotifications } from '../reviews/review-notifications.ts';

export interface ReviewDueJobParts {
	readonly database: Database;
	readonly reviewNotifications: ReviewNotifications;
}

interface DueItem {
	readonly itemId: string;
	readonly dueAt: number;
	readonly personId: string;
}

/** Reminds whoever answers for an item that the day of its review has come; of each such day once. */
export function reviewDueJob({ database, reviewNotifications }: ReviewDueJobParts) {
	return defineJob({
		input: z.strictObject({}),
		async run({ signal, progress, transaction }) {
			const due = await dueItems(database);
			for (const [done, item] of due.entries()) {
				signal.throwIfAborted();
				await transaction(() => reviewNotifications.due(item));
				progress(done + 1, due.length);
			}
		},
	});
}

/** Nobody in particular: then those who published it are asked. */
async function dueItems({ query }: Database) {
	const { rows } = await sql<DueItem>`select items.id as "itemId", items.review_due_at as "dueAt",
			people.id as "personId"
		from items join people on people.disabled_at is null and (
			people.id = items.responsible_person_id
			or people.id in (select person_id from group_members where group_id = items.responsible_group_id)
			or (items.responsible_person_id is null and items.responsible_group_id is null and people.id in (
				select revisions.author_id from item_variants variant
				join revisions on revisions.item_id = variant.item_id and revisions.number = variant.published_revision
				where variant.item_id = items.id)))
		where items.review_due_at <= ${Date.now()} and items.published_at is not null
			and items.archived_at is null and items.deleted_at is null
			and not exists (select 1 from notifications where notifications.item_id = items.id
				and notifications.kind = ${reviewDue}
				and notifications.key = items.id || ':' || cast(items.review_due_at as text))
		order by items.review_due_at, items.id`.execute(query);
	const items = new Map<string, { itemId: string; dueAt: number; to: string[] }>();
	for (const { itemId, dueAt, personId } of rows) {
		const known = items.get(itemId);
		if (known) known.to.push(personId);
		else items.set(itemId, { itemId, dueAt, to: [personId] });
	}
	return [...items.values()];
}
