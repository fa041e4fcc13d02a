import { sql } from 'kysely';
import { z } from 'zod';
import { findAccount, toActor } from '../accounts/account.ts';
import type { Database } from '../database/database.ts';
import { notFound } from '../errors.ts';
import { roles, type Actor, type Role } from './actor.ts';
import type { Access } from './permissions.ts';
import { visiblePeople, visibleTo, workingVisibleTo } from './visible-to.ts';
import { listPolicies } from '../content/review/policies.ts';
import { possibleApprovers } from '../content/review/possible-approvers.ts';
import { isSourceVariant } from '../content/source-variant.ts';

/** Why someone may read an item. */
export interface ItemReadersExplanation {
	readonly title: string;
	readonly language: string;
	readonly organisation: string;
	readonly published: boolean;
	/** Whether the asker may change the audience. */
	readonly changeable: boolean;
	readonly readers: readonly ReaderGroup[];
	/** People who may read drafts, by name as far as the asker may see them. */
	readonly working: readonly { readonly personId: string; readonly name: string }[];
	/** Those who decide about a text that waits, and read that one for it. */
	readonly deciding: readonly { readonly personId: string; readonly name: string }[];
}

export interface ReaderGroup {
	readonly kind: 'public' | 'network' | 'organisation' | 'group';
	/** Name of the organisation or group; empty for `public` and `network`. */
	readonly name: string;
	/** How many people that is at this moment; 0 for `public`, which nobody can count. */
	readonly people: number;
	/** Those of them whom the asker may see, at most 200. */
	readonly names: readonly string[];
}

/** Memberships, groups and permissions are those in the organisations that the asker administers. */
export interface PersonRightsExplanation {
	readonly person: { readonly id: string; readonly name: string; readonly networkAdmin: boolean };
	readonly memberships: readonly { readonly organisation: string; readonly roles: readonly Role[] }[];
	readonly groups: readonly string[];
	readonly permissions: readonly {
		readonly permission: string;
		readonly title: string;
		readonly organisation: string;
	}[];
	/** Items that person and asker may both read, newest first. */
	readonly items: readonly {
		readonly id: string;
		readonly title: string;
		readonly language: string;
		readonly organisation: string;
	}[];
	readonly readable: number;
	/** Items the person may read and the asker may not: a number, no titles. */
	readonly hidden: number;
}

/** "Who can see this?" @throws VerbundError `request.notFound` unless the asker works on it or reads it */
export async function explainItem(
	database: Database,
	access: Access,
	asker: Actor,
	itemId: string,
): Promise<ItemReadersExplanation> {
	const item = await database.query
		.selectFrom('items')
		.innerJoin('organisations', 'organisations.id', 'items.organisation_id')
		.innerJoin('item_variants', isSourceVariant)
		.select([
			'items.organisation_id',
			'items.published_at',
			'items.archived_at',
			'items.deleted_at',
			'item_variants.title',
			'item_variants.language',
			'organisations.name as organisation',
		])
		.where('items.id', '=', itemId)
		.where((is) => is.or([visibleTo(asker, 'items.id'), workingVisibleTo(asker, 'items.id')]))
		.executeTakeFirst();
	if (!item) throw notFound();
	access.require(asker, 'access.explain', { organisationId: item.organisation_id });
	const principals = await database.query
		.selectFrom('item_audience')
		.select('principal')
		.where('item_id', '=', itemId)
		.orderBy('principal')
		.execute();
	return {
		title: item.title,
		language: item.language,
		organisation: item.organisation,
		changeable: access.can(asker, 'content.publish', { organisationId: item.organisation_id }),
		published: item.published_at !== null && item.archived_at === null && item.deleted_at === null,
		readers: await Promise.all(
			principals.map(({ principal }) => explainPrincipal(database, asker, principal)),
		),
		working: await workingPeople(database, access, asker, item.organisation_id),
		deciding: await decidingPeople(database, asker, itemId, item.organisation_id),
	};
}

/** "What can this person see?" @throws VerbundError `request.notFound` unless the asker administers them */
export async function explainPerson(
	database: Database,
	access: Access,
	asker: Actor,
	personId: string,
): Promise<PersonRightsExplanation> {
	const account = await findAccount(database, { id: personId });
	const administered =
		account?.memberships.filter(({ organisationId }) =>
			access.can(asker, 'access.explain', { organisationId }),
		) ?? [];
	if (!account || administered.length === 0) throw notFound();
	const actor = toActor(account, null);
	const groups = await database.query
		.selectFrom('groups')
		.select('name')
		.where('id', 'in', [...account.groupIds, ''])
		.where('id', 'in', (theirs) =>
			theirs
				.selectFrom('group_organisations')
				.select('group_id')
				.where(
					'organisation_id',
					'in',
					administered.map(({ organisationId }) => organisationId),
				),
		)
		.orderBy('name')
		.execute();
	const counts = await database.query
		.selectFrom('items')
		.select([
			sql<number>`count(*)`.as('readable'),
			sql<number>`coalesce(sum(case when ${visibleTo(asker, 'items.id')} then 0 else 1 end), 0)`.as('hidden'),
		])
		.where(visibleTo(actor, 'items.id'))
		.executeTakeFirstOrThrow();
	const items = await database.query
		.selectFrom('items')
		.innerJoin('organisations', 'organisations.id', 'items.organisation_id')
		.innerJoin('item_variants', isSourceVariant)
		.select([
			'items.id',
			'item_variants.title',
			'item_variants.language',
			'organisations.name as organisation',
		])
		.where(visibleTo(actor, 'items.id'))
		.where(visibleTo(asker, 'items.id'))
		.orderBy('items.published_at', 'desc')
		.limit(200)
		.execute();
	return {
		person: { id: account.id, name: account.name, networkAdmin: account.networkAdmin },
		memberships: administered.map(({ name, roles }) => ({ organisation: name, roles })),
		groups: groups.map(({ name }) => name),
		permissions: access
			.declarations()
			.filter(({ scope }) => scope === 'organisation')
			.flatMap(({ id, title }) =>
				administered
					.filter(({ organisationId }) => access.can(actor, id, { organisationId }))
					.map(({ name }) => ({ permission: id, title, organisation: name })),
			),
		items,
		readable: counts.readable,
		hidden: counts.hidden,
	};
}

async function explainPrincipal({ query }: Database, asker: Actor, principal: string): Promise<ReaderGroup> {
	const [kind, id = ''] = principal.split(':');
	if (kind === 'public') return { kind: 'public', name: '', people: 0, names: [] };
	const people = query
		.selectFrom('people')
		.where('people.disabled_at', 'is', null)
		.where('people.id', 'in', (holding) => {
			if (kind === 'group')
				return holding.selectFrom('group_members').select('person_id').where('group_id', '=', id);
			const members = holding.selectFrom('memberships').select('person_id');
			return kind === 'organisation' ? members.where('organisation_id', '=', id) : members;
		});
	const { count } = await people.select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow();
	const seen = await people
		.select('people.name')
		.where(visiblePeople(asker, 'people.id'))
		.orderBy('people.name')
		.limit(200)
		.execute();
	const names = seen.map(({ name }) => name);
	if (kind !== 'organisation' && kind !== 'group') return { kind: 'network', name: '', people: count, names };
	const named = await query
		.selectFrom(kind === 'group' ? 'groups' : 'organisations')
		.select('name')
		.where('id', '=', id)
		.executeTakeFirst();
	return { kind, name: named?.name ?? '', people: count, names };
}

/** Holders of a role that reads drafts in the owning organisation. */
async function workingPeople({ query }: Database, access: Access, asker: Actor, organisationId: string) {
	const permission = 'content.readDrafts';
	const chosen = await query
		.selectFrom('permission_roles')
		.select('roles')
		.where('organisation_id', '=', organisationId)
		.where('permission', '=', permission)
		.executeTakeFirst();
	const holders = chosen
		? z.array(z.enum(roles)).parse(JSON.parse(chosen.roles))
		: (access.declarations().find(({ id }) => id === permission)?.defaultRoles ?? []);
	return query
		.selectFrom('people')
		.select(['people.id as personId', 'people.name'])
		.where('people.disabled_at', 'is', null)
		.where('people.id', 'in', (holding) =>
			holding
				.selectFrom('membership_roles')
				.select('person_id')
				.where('organisation_id', '=', organisationId)
				.where('role', 'in', [...holders, '']),
		)
		.where(visiblePeople(asker, 'people.id'))
		.orderBy('people.name')
		.execute();
}

async function decidingPeople({ query }: Database, asker: Actor, itemId: string, organisationId: string) {
	const waiting = await query
		.selectFrom('reviews')
		.select('policy_id')
		.where('item_id', '=', itemId)
		.where('state', '=', 'open')
		.execute();
	if (waiting.length === 0) return [];
	const policies = await listPolicies(query, organisationId);
	const ids = new Set<string>();
	for (const { policy_id } of waiting) {
		const policy = policies.find(({ id }) => id === policy_id) ?? null;
		for (const id of await possibleApprovers(query, organisationId, policy)) ids.add(id);
	}
	return query
		.selectFrom('people')
		.select(['people.id as personId', 'people.name'])
		.where('people.id', 'in', [...ids, ''])
		.where(visiblePeople(asker, 'people.id'))
		.orderBy('people.name')
		.execute();
}
