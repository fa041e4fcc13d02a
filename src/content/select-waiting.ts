import { sql, type RawBuilder } from 'kysely';
import { organisationsWhere } from '../access/permissions.ts';
import { visibleTo, workingVisibleTo } from '../access/visible-to.ts';
import { itemUrl, type ContentTypes } from './content-types.ts';
import { languageOrder } from './language-order.ts';
import type { Reader } from './reader.ts';
import { isSentBackTo } from './review/select-review-tasks.ts';

export interface WaitingFilter {
	/** Reviews that are due at this time or earlier. */
	readonly before: number;
	/** Of each kind. */
	readonly limit: number;
}

/**
 * Published texts whose review is due and which the reader answers for, or wrote and may publish; and drafts that the
 * reader wrote and goes on with, the newest first. Null for those who belong nowhere.
 */
export function selectWaiting(
	{ actor, languages, types }: Reader,
	{ before, limit }: WaitingFilter,
): RawBuilder<unknown> | null {
	if (actor.kind !== 'person') return null;
	const publishes = organisationsWhere(actor, 'content.publish');
	if (actor.memberships.length === 0 && actor.groupIds.length === 0) return null;
	const ofTypes = sql`items.type in (${sql.join([...types, ''])})`;
	const due = sql`select 'review' as kind, items.id, items.type, items.slug, items.organisation_id, variant.title,
			variant.language, variant.state, items.review_due_at, items.review_due_at as place
		from items join item_variants variant on variant.item_id = items.id and variant.language = (
			select choice.language from item_variants choice
			where choice.item_id = items.id and choice.published_revision is not null
			order by ${languageOrder('choice.language', 'items.source_language', languages)}, choice.language limit 1)
		where items.review_due_at <= ${before} and ${ofTypes} and ${visibleTo(actor, 'items.id')}
			and (items.responsible_person_id = ${actor.personId}
				or items.responsible_group_id in (${sql.join([...actor.groupIds, ''])})
				or items.organisation_id in (${sql.join([...publishes, ''])}) and (items.created_by = ${actor.personId}
				or exists (select 1 from item_variants written
					join revisions on revisions.item_id = written.item_id and revisions.number = written.published_revision
					where written.item_id = items.id and revisions.author_id = ${actor.personId})))
		order by items.review_due_at, items.id limit ${limit}`;
	const drafts = sql`select 'draft' as kind, items.id, items.type, items.slug, items.organisation_id, draft.title,
			draft.language, draft.state, cast(null as bigint) as review_due_at, -items.updated_at as place
		from items join item_variants draft on draft.item_id = items.id
			join revisions on revisions.item_id = items.id and revisions.number = draft.draft_revision
		where revisions.author_id = ${actor.personId} and items.archived_at is null and items.deleted_at is null
			and ${ofTypes} and ${workingVisibleTo(actor, 'items.id')}
			and draft.state <> 'inReview' and not exists (select 1 from reviews as sent_back
				where sent_back.item_id = items.id and sent_back.language = draft.language
				and ${isSentBackTo(actor.personId, 'sent_back')})
		order by items.updated_at desc, items.id limit ${limit}`;
	return sql`select waiting.kind, waiting.id, waiting.title, waiting.language, waiting.state as text,
			waiting.type || '/' || organisations.slug || '/' || waiting.slug as path, null as count,
			waiting.review_due_at as at, waiting.place
		from (select * from (${due}) as due union all select * from (${drafts}) as drafts) as waiting
		join organisations on organisations.id = waiting.organisation_id`;
}

/** Address of a row of `selectWaiting`, or null where nobody brings its type any more. */
export function waitingUrl(contentTypes: ContentTypes, path: string): string | null {
	const [typeId = '', organisationSlug = '', slug = ''] = path.split('/');
	const type = contentTypes.find(typeId);
	return type ? itemUrl(type, organisationSlug, slug) : null;
}
