import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { reviewableBy } from '../../access/approvers.ts';
import type { Reader } from '../reader.ts';
import { wroteSincePublication } from './publishing-rule.ts';

/**
 * What the reader decides about (`approve`), what came back to them (`sentBack`), and what could not be published at
 * its time (`failed`), with the review as the path, the reason as the text, and since when.
 */
export function selectReviewTasks({ actor, types }: Reader, limit: number): RawBuilder<unknown> | null {
	if (actor.kind !== 'person') return null;
	const ofTypes = sql`items.type in (${sql.join([...types, ''])}) and items.deleted_at is null and items.archived_at is null`;
	const newestTitle = sql`(select revisions.title from revisions where revisions.item_id = items.id
		and revisions.language = reviews.language order by revisions.number desc limit 1)`;
	const waiting = sql`select 'approve' as kind, items.id as item_id, reviews.id as review_id, ${newestTitle} as title,
			reviews.language, items.organisation_id, reviews.message as reason, reviews.submitted_at as at
		from reviews join items on items.id = reviews.item_id
		left join review_policies policy on policy.id = reviews.policy_id
		where ${ofTypes} and ${reviewableBy(actor, 'reviews')}
			and (coalesce(policy.four_eyes, 0) = 0
				or not ${wroteSincePublication(actor, 'reviews.item_id', sql.ref('reviews.language'))})
		order by reviews.submitted_at limit ${limit}`;
	const sentBack = sql`select 'sentBack' as kind, items.id as item_id, reviews.id as review_id, ${newestTitle} as title,
			reviews.language, items.organisation_id, reviews.reason, reviews.decided_at as at
		from reviews join items on items.id = reviews.item_id
		join item_variants variant on variant.item_id = items.id and variant.language = reviews.language
		where ${ofTypes} and ${isSentBackTo(actor.personId, 'reviews')} and variant.draft_revision is not null
		order by reviews.decided_at limit ${limit}`;
	const failed = sql`select 'failed' as kind, items.id as item_id, null as review_id, variant.title,
			schedule.language, items.organisation_id, schedule.failure as reason, schedule.publish_at as at
		from publication_schedules schedule join items on items.id = schedule.item_id
		join item_variants variant on variant.item_id = items.id and variant.language = schedule.language
		where ${ofTypes} and schedule.failure is not null and schedule.person_id = ${actor.personId}
		order by schedule.publish_at limit ${limit}`;
	return sql`select kind, item_id as id, title, language, reason as text, review_id as path, null as count, at,
			at as place
		from (select * from (${waiting}) as waiting union all select * from (${sentBack}) as sent_back
			union all select * from (${failed}) as failed) as tasks`;
}

/** True for reviews whose text came back to the person and waits for them to go on. */
export function isSentBackTo(personId: string, review: string): RawBuilder<SqlBool> {
	const column = (name: string) => sql.ref(`${review}.${name}`);
	return sql<SqlBool>`(${column('state')} = 'sentBack' and ${column('submitted_by')} = ${personId}
		and not exists (select 1 from reviews later where later.item_id = ${column('item_id')}
			and later.language = ${column('language')} and later.submitted_at > ${column('submitted_at')})
		and not exists (select 1 from item_steps step where step.item_id = ${column('item_id')}
			and step.language = ${column('language')} and step.act = 'published' and step.at > ${column('decided_at')}))`;
}
