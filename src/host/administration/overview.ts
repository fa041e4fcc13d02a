import { sql } from 'kysely';
import { visibleTo, workingVisibleTo } from '../../access/visible-to.ts';
import type { Actor } from '../../access/actor.ts';
import type { Database } from '../../database/database.ts';
import { isSourceVariant } from '../../content/source-variant.ts';

/** The numbers that an administrator looks at first. */
export interface AdministrationOverview {
	readonly people: number;
	readonly openInvitations: number;
	readonly groups: number;
	readonly changedPermissions: number;
	/** Searches without a hit that nobody has decided about. */
	readonly openMisses: number;
	/** Items whose review date has passed, most overdue first, as far as the actor may read them. */
	readonly overdue: readonly OverdueItem[];
	readonly overdueCount: number;
}

export interface OverdueItem {
	readonly id: string;
	readonly title: string;
	readonly language: string;
	readonly reviewDueAt: number;
}

const shownOverdue = 10;

export async function readOverview(
	{ query }: Database,
	actor: Actor,
	organisationId: string,
): Promise<AdministrationOverview> {
	const now = Date.now();
	const {
		rows: [counts],
	} = await sql<Record<'people' | 'invitations' | 'groups' | 'permissions' | 'misses', number>>`select
		(select count(*) from memberships join people on people.id = memberships.person_id
			where memberships.organisation_id = ${organisationId} and people.disabled_at is null) as people,
		(select count(*) from account_links where organisation_id = ${organisationId} and kind = 'invitation'
			and used_at is null and expires_at > ${now}) as invitations,
		(select count(*) from group_organisations where organisation_id = ${organisationId}) as groups,
		(select count(*) from permission_roles where organisation_id = ${organisationId}) as permissions,
		(select count(*) from search_misses where organisation_id = ${organisationId} and state = 'open'
			and words is not null) as misses`.execute(query);
	const overdue = await query
		.selectFrom('items')
		.innerJoin('item_variants', isSourceVariant)
		.select([
			'items.id',
			'item_variants.title',
			'item_variants.language',
			'items.review_due_at',
			sql<number>`count(*) over ()`.as('total'),
		])
		.where('items.organisation_id', '=', organisationId)
		.where('items.published_at', 'is not', null)
		.where('items.archived_at', 'is', null)
		.where('items.deleted_at', 'is', null)
		.where('items.review_due_at', '<', now)
		.where((is) => is.or([visibleTo(actor, 'items.id'), workingVisibleTo(actor, 'items.id')]))
		.orderBy('items.review_due_at')
		.limit(shownOverdue)
		.execute();
	return {
		people: Number(counts?.people ?? 0),
		openInvitations: Number(counts?.invitations ?? 0),
		groups: Number(counts?.groups ?? 0),
		changedPermissions: Number(counts?.permissions ?? 0),
		openMisses: Number(counts?.misses ?? 0),
		overdueCount: Number(overdue[0]?.total ?? 0),
		overdue: overdue.map(({ id, title, language, review_due_at }) => ({
			id,
			title,
			language,
			reviewDueAt: review_due_at ?? now,
		})),
	};
}
