import { sql } from 'kysely';
import { organisationsWhere } from '../access/permissions.ts';
import { visibleTo, workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { itemUrl, type ContentTypes } from './content-types.ts';
import { languageOrder } from './language-order.ts';
import type { WorkingListItem } from './list-items.ts';
import type { Reader } from './reader.ts';

/** A text that waits for a person: to be checked again, or to be finished. */
export interface WaitingItem {
	readonly kind: 'review' | 'draft';
	readonly id: string;
	readonly url: string;
	readonly title: string;
	readonly language: string;
	readonly state: WorkingListItem['state'];
	/** Null for drafts. */
	readonly reviewDueAt: number | null;
}

export interface WaitingFilter {
	/** Reviews that are due at this time or earlier. */
	readonly before: number;
	/** Of each kind. */
	readonly limit: number;
}

interface WaitingRow extends Omit<WaitingItem, 'url'> {
	readonly type: string;
	readonly slug: string;
	readonly organisationSlug: string;
}

/**
 * Published texts whose review is due and which the reader, who may publish them, wrote or answers for; and drafts
 * that the reader wrote. One query, none for those who write nowhere.
 */
export async function listWaiting(
	database: Database,
	contentTypes: ContentTypes,
	{ actor, languages, types }: Reader,
	{ before, limit }: WaitingFilter,
): Promise<readonly WaitingItem[]> {
	if (actor.kind !== 'person') return [];
	const publishes = organisationsWhere(actor, 'content.publish');
	const writes = organisationsWhere(actor, 'content.readDrafts');
	if (publishes.length === 0 && writes.length === 0) return [];
	const ofTypes = sql`items.type in (${sql.join([...types, ''])})`;
	const due = sql`select 'review' as kind, items.id, items.type, items.slug, items.organisation_id, variant.title,
			variant.language, variant.state, items.review_due_at, items.review_due_at as place
		from items join item_variants variant on variant.item_id = items.id and variant.language = (
			select choice.language from item_variants choice
			where choice.item_id = items.id and choice.published_revision is not null
			order by ${languageOrder('choice.language', 'items.source_language', languages)}, choice.language limit 1)
		where items.review_due_at <= ${before} and items.organisation_id in (${sql.join([...publishes, ''])})
			and ${ofTypes} and ${visibleTo(actor, 'items.id')}
			and (items.responsible_person_id = ${actor.personId}
				or items.responsible_group_id in (${sql.join([...actor.groupIds, ''])})
				or items.created_by = ${actor.personId}
				or exists (select 1 from item_variants written
					join revisions on revisions.item_id = written.item_id and revisions.number = written.published_revision
					where written.item_id = items.id and revisions.author_id = ${actor.personId}))
		order by items.review_due_at, items.id limit ${limit}`;
	const drafts = sql`select 'draft' as kind, items.id, items.type, items.slug, items.organisation_id, draft.title,
			draft.language, draft.state, cast(null as bigint) as review_due_at, -items.updated_at as place
		from items join item_variants draft on draft.item_id = items.id
			join revisions on revisions.item_id = items.id and revisions.number = draft.draft_revision
		where revisions.author_id = ${actor.personId} and items.archived_at is null and items.deleted_at is null
			and ${ofTypes} and ${workingVisibleTo(actor, 'items.id')}
		order by items.updated_at desc, items.id limit ${limit}`;
	const { rows } = await sql<WaitingRow>`select waiting.kind, waiting.id, waiting.type, waiting.slug, waiting.title,
			waiting.language, waiting.state, waiting.review_due_at as "reviewDueAt",
			organisations.slug as "organisationSlug"
		from (select * from (${due}) as due union all select * from (${drafts}) as drafts) as waiting
		join organisations on organisations.id = waiting.organisation_id
		order by waiting.kind desc, waiting.place, waiting.id`.execute(database.query);
	return rows.flatMap(({ type: typeId, slug, organisationSlug, ...item }) => {
		const type = contentTypes.find(typeId);
		return type ? [{ ...item, url: itemUrl(type, organisationSlug, slug) }] : [];
	});
}
