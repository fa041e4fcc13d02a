import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor } from './actor.ts';
import { organisationsWhere } from './permissions.ts';

/**
 * Who an audience can name. An item's audience is a set of these; whoever holds one of them may read what is
 * published: `public`, `network`, `organisation:<id>`, `group:<id>`.
 */
export function principalsOf(actor: Actor): readonly string[] {
	if (actor.kind !== 'person') return ['public'];
	return [
		'public',
		...(actor.memberships.length > 0 ? ['network'] : []),
		...actor.memberships.map((membership) => `organisation:${membership.organisationId}`),
		...actor.groupIds.map((id) => `group:${id}`),
	];
}

/**
 * True for items whose published text the actor may read. The only way to decide it: every list, page, hit,
 * count, link and event filters with this.
 *
 * @param itemId column that holds the item's id, e.g. `items.id`
 */
export function visibleTo(actor: Actor, itemId: string): RawBuilder<SqlBool> {
	return isVisible(actor, sql.ref(itemId));
}

function isVisible(actor: Actor, itemId: RawBuilder<unknown>): RawBuilder<SqlBool> {
	const published = sql`visible.published_at is not null and visible.archived_at is null and visible.deleted_at is null`;
	if (actor.kind === 'system') {
		return sql<SqlBool>`exists (select 1 from items as visible where visible.id = ${itemId} and ${published})`;
	}
	return sql<SqlBool>`exists (
		select 1 from items as visible
		join item_audience as audience on audience.item_id = visible.id
		where visible.id = ${itemId} and ${published}
		and audience.principal in (${sql.join(principalsOf(actor))})
	)`;
}

/** True for items whose drafts, reviews and archive the actor may read: a role in the owning organisation. */
export function workingVisibleTo(
	actor: Actor,
	itemId: string,
	bin: 'withDeleted' | 'withoutDeleted' = 'withoutDeleted',
): RawBuilder<SqlBool> {
	const kept = bin === 'withDeleted' ? sql`1 = 1` : sql`working.deleted_at is null`;
	const owners = organisationsWhere(actor, 'content.readDrafts');
	const owned =
		actor.kind === 'system' ? sql`1 = 1` : sql`working.organisation_id in (${sql.join([...owners, ''])})`;
	return sql<SqlBool>`exists (
		select 1 from items as working where working.id = ${sql.ref(itemId)} and ${kept} and ${owned}
	)`;
}

/** Ids of the items whose published text the actor may read; for joins in plugins, whose queries name no table of the core. */
export function visibleItems(actor: Actor): RawBuilder<{ id: string }> {
	return sql<{ id: string }>`(select items.id from items where ${isVisible(actor, sql`items.id`)})`;
}

/**
 * True for shelves whose things the actor may find and read.
 *
 * @param shelfId column that holds the shelf's id
 */
export function visibleShelf(actor: Actor, shelfId: string): RawBuilder<SqlBool> {
	const permitted =
		actor.kind === 'system' ? sql`1 = 1` : sql`audience.principal in (${sql.join(principalsOf(actor))})`;
	return sql<SqlBool>`exists (
		select 1 from shelf_audience as audience where audience.shelf_id = ${sql.ref(shelfId)} and ${permitted}
	)`;
}

/**
 * True for people the actor may see: oneself, colleagues of the own organisations, members of shared groups,
 * and whoever answers for something the actor may read.
 *
 * @param personId column that holds the person's id, e.g. `people.id`
 */
export function visiblePeople(actor: Actor, personId: string): RawBuilder<SqlBool> {
	if (actor.kind === 'system') return sql<SqlBool>`1 = 1`;
	if (actor.kind === 'anonymous') return sql<SqlBool>`1 = 0`;
	if (actor.networkAdmin) return sql<SqlBool>`1 = 1`;
	const person = sql.ref(personId);
	const sharesOrganisation = inList(
		sql`select 1 from memberships as colleague where colleague.person_id = ${person} and colleague.organisation_id`,
		actor.memberships.map((membership) => membership.organisationId),
	);
	const sharesGroup = inList(
		sql`select 1 from group_members as fellow where fellow.person_id = ${person} and fellow.group_id`,
		actor.groupIds,
	);
	const answersForReadable = sql<SqlBool>`exists (
		select 1 from items as answered
		where answered.responsible_person_id = ${person} and ${isVisible(actor, sql`answered.id`)}
	)`;
	return sql<SqlBool>`(${person} = ${actor.personId} or ${sharesOrganisation} or ${sharesGroup} or ${answersForReadable})`;
}

/**
 * True for memberships that the actor may know of: all of their own and of colleagues in the same organisation, and
 * those through which the actor sees the person at all, by a shared group or something readable that the person
 * answers for. Ask it of people whom `visiblePeople` lets the actor see.
 *
 * @param memberships table or alias with `person_id` and `organisation_id`
 */
export function visibleMemberships(actor: Actor, memberships: string): RawBuilder<SqlBool> {
	if (actor.kind === 'system') return sql<SqlBool>`1 = 1`;
	if (actor.kind === 'anonymous') return sql<SqlBool>`1 = 0`;
	if (actor.networkAdmin) return sql<SqlBool>`1 = 1`;
	const person = sql.ref(`${memberships}.person_id`);
	const organisation = sql.ref(`${memberships}.organisation_id`);
	const own = [...actor.memberships.map((membership) => membership.organisationId), ''];
	const joinedByGroup = inList(
		sql`select 1 from group_members as fellow
			join group_organisations as taking on taking.group_id = fellow.group_id
			where fellow.person_id = ${person} and taking.organisation_id = ${organisation} and fellow.group_id`,
		actor.groupIds,
	);
	const ownsReadable = sql<SqlBool>`exists (
		select 1 from items as answered
		where answered.responsible_person_id = ${person} and answered.organisation_id = ${organisation}
		and ${visibleTo(actor, 'answered.id')}
	)`;
	return sql<SqlBool>`(${person} = ${actor.personId} or ${organisation} in (${sql.join(own)})
		or ${joinedByGroup} or ${ownsReadable})`;
}

/**
 * True for people who may read what is published of an item: `visibleTo` from its other side, for telling many at once.
 * What each of them is shown is still asked with `visibleTo`.
 *
 * @param personId column that holds the person's id, e.g. `people.id`
 */
export function readersOf(
	itemId: string | RawBuilder<unknown>,
	personId: string | RawBuilder<unknown>,
): RawBuilder<SqlBool> {
	const person = typeof personId === 'string' ? sql.ref(personId) : personId;
	const membership = sql`from memberships as belonging
		join organisations on organisations.id = belonging.organisation_id and organisations.archived_at is null
		where belonging.person_id = ${person}`;
	return sql<SqlBool>`exists (
		select 1 from items as told join item_audience as audience on audience.item_id = told.id
		where told.id = ${itemId} and told.published_at is not null and told.archived_at is null
			and told.deleted_at is null and (
				audience.principal = 'public'
				or (audience.principal = 'network' and exists (select 1 ${membership}))
				or audience.principal in (select 'organisation:' || belonging.organisation_id ${membership})
				or audience.principal in (select 'group:' || belonging.group_id from group_members as belonging
					where belonging.person_id = ${person})
			)
	)`;
}

function inList(select: RawBuilder<unknown>, ids: readonly string[]): RawBuilder<SqlBool> {
	return ids.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`exists (${select} in (${sql.join(ids)}))`;
}
