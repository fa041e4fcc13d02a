import { z } from 'zod';
import type { Kysely } from 'kysely';
import type { Access } from '../../access/permissions.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import type { Person } from '../../accounts/people.ts';
import { answeredItems, handOverItems } from '../../content/responsibilities.ts';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { VerbundError, notFound } from '../../errors.ts';
import { handoverKinds } from '../handover.ts';
import type { HandoverHeir } from '../plugin-context.ts';
import type { PluginHost } from '../plugin-host.ts';
import type { Settings } from '../settings.ts';
import { id, type AddCommand } from './core-command.ts';

/** `person:<id>`, `group:<id>`, or empty. */
const successor = z
	.string()
	.regex(/^(?:person|group):[A-Za-z0-9-]{1,64}$|^$/)
	.default('');

const input = z.strictObject({
	organisationId: id,
	personId: id,
	/** Who takes everything that is not named by itself. */
	to: successor,
	/** Items that somebody else takes; empty as all the others. */
	items: z
		.array(z.strictObject({ itemId: id, to: successor }))
		.max(500)
		.default([]),
	/** Who comes into a group in place of the person; empty for nobody. */
	groups: z
		.array(z.strictObject({ groupId: id, to: successor }))
		.max(200)
		.default([]),
	/** What plugins have to hand over, by its kind; empty as all the others. */
	others: z
		.array(z.strictObject({ id: z.string().max(80), to: successor }))
		.max(50)
		.default([]),
	/** Becomes administrator, where the person is the last one. */
	adminSuccessorId: id.or(z.literal('')).default(''),
	/** What follows: nothing, the end of the membership, or also of the account. */
	afterwards: z.enum(['stay', 'leave', 'disable']),
});

type HandOver = z.infer<typeof input>;

/** @param path the field that named the heir */
type FindHeir = (to: string, path: string) => Promise<HandoverHeir>;

export interface HandoverParts {
	readonly access: Access;
	readonly accounts: Accounts;
	readonly database: Database;
	readonly host: PluginHost;
	readonly settings: Settings;
}

/** Hands over all that a person answers for in an organisation, and ends what ends, in one step. */
export function addHandoverCommand(
	add: AddCommand,
	{ access, accounts, database, host, settings }: HandoverParts,
): void {
	const { groups, links, people } = accounts;

	add(
		'accounts.handOver',
		{ permission: 'accounts.manage' },
		{
			input,
			target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
			async run(context, wish) {
				const { organisationId, personId } = wish;
				const members = await people.members(organisationId);
				const person = members.find((member) => member.id === personId);
				if (!person) throw notFound();
				if (wish.afterwards === 'disable') access.require(context.actor, 'network.manage');
				const heirs = members.filter(({ id: one, disabled }) => one !== personId && !disabled);
				const admins = heirs.filter(({ roles }) => roles.includes('admin'));
				const isLastAdmin = person.roles.includes('admin') && !person.disabled && admins.length === 0;
				return database.transaction(async (transaction) => {
					const heirOf: FindHeir = (to, path) => requireHeir(wish, heirs, to, path);
					const taken = await handOverContent(transaction, wish, heirOf);
					const groupIds = await handOverGroups(wish, heirOf);
					const others = await handOverOthers(wish, heirOf);
					if (wish.afterwards !== 'stay' && isLastAdmin) await nameAdmin(wish, heirs);
					await endMembership(wish);
					return { count: taken.length, items: taken.slice(0, notedItems), groups: groupIds, others };
				});
			},
			audit: (wish, { count, items, groups: groupIds, others }) => ({
				objects: {
					person: wish.personId,
					...(wish.to === '' ? {} : { heir: wish.to.split(':')[1] ?? '' }),
					afterwards: wish.afterwards,
					count,
					items,
					groups: groupIds,
					...(others > 0 ? { others } : {}),
				},
				organisationId: wish.organisationId,
			}),
		},
	);

	/** Somebody who is there, and belongs to the organisation. */
	async function requireHeir(
		{ organisationId, personId }: HandOver,
		heirs: readonly Person[],
		to: string,
		path: string,
	): Promise<HandoverHeir> {
		const [kind = '', heirId = ''] = to.split(':');
		const heir = heirs.find((one) => one.id === heirId);
		if (kind === 'person' && heir) return { kind, id: heirId, name: heir.name, email: heir.email };
		if (kind !== 'group') throw refused(path, to === '' ? 'field.heirMissing' : 'field.heirUnknown');
		const group = (await groups.list([organisationId])).find((one) => one.id === heirId);
		if (!group) throw refused(path, 'field.heirUnknown');
		const active = await activeIds(group.memberIds.filter((member) => member !== personId));
		if (active.length === 0) throw refused(path, 'field.heirGroupEmpty');
		return { kind, id: heirId, name: group.name, email: null };
	}

	async function activeIds(ids: readonly string[]): Promise<readonly string[]> {
		const rows = await database.query
			.selectFrom('people')
			.select('id')
			.where('id', 'in', [...ids, ''])
			.where('disabled_at', 'is', null)
			.execute();
		return rows.map(({ id: one }) => one);
	}

	async function handOverContent(
		transaction: Kysely<Schema>,
		wish: HandOver,
		heirOf: FindHeir,
	): Promise<readonly string[]> {
		const all = await answeredItems(transaction, wish);
		const apart = wish.items.filter(({ itemId, to }) => to !== '' && all.includes(itemId));
		for (const [index, { itemId, to }] of apart.entries())
			await handOverItems(transaction, [itemId], await heirOf(to, `items.${index}.to`));
		const rest = all.filter((itemId) => !apart.some((one) => one.itemId === itemId));
		const { organisationId, personId } = wish;
		if (rest.length > 0) await handOverItems(transaction, rest, await heirOf(wish.to, 'to'));
		const searches = await transaction
			.selectFrom('search_misses')
			.select('id')
			.where('organisation_id', '=', organisationId)
			.where('assigned_person_id', '=', personId)
			.where('state', '=', 'open')
			.execute();
		if (searches.length > 0) {
			const heir = await heirOf(wish.to, 'to');
			await transaction
				.updateTable('search_misses')
				.set({
					assigned_person_id: heir.kind === 'person' ? heir.id : null,
					assigned_group_id: heir.kind === 'group' ? heir.id : null,
				})
				.where(
					'id',
					'in',
					searches.map((search) => search.id),
				)
				.execute();
		}
		return all;
	}

	/** @returns the groups that have somebody else now */
	async function handOverGroups(
		{ groups: wished, organisationId, personId }: HandOver,
		heirOf: FindHeir,
	): Promise<readonly string[]> {
		const changed: string[] = [];
		const own = await groups.list([organisationId]);
		for (const [index, { groupId, to }] of wished.entries()) {
			const group = own.find((one) => one.id === groupId);
			if (to === '' || !group?.memberIds.includes(personId)) continue;
			const heir = await heirOf(to, `groups.${index}.to`);
			if (heir.kind !== 'person') throw refused(`groups.${index}.to`, 'field.heirUnknown');
			await groups.addMember(groupId, heir.id, organisationId);
			await groups.removeMember(groupId, personId);
			changed.push(groupId);
		}
		return changed;
	}

	/** @returns how many things went to somebody else */
	async function handOverOthers(wish: HandOver, heirOf: FindHeir): Promise<number> {
		const of = { organisationId: wish.organisationId, personId: wish.personId };
		const kinds = await handoverKinds(host, settings, of);
		for (const { id: kind, provider } of kinds) {
			const index = wish.others.findIndex((one) => one.id === kind && one.to !== '');
			const named = wish.others[index]?.to;
			await provider.handOver(of, await heirOf(named ?? wish.to, named ? `others.${index}.to` : 'to'));
		}
		return kinds.reduce((sum, { things }) => sum + things.length, 0);
	}

	async function nameAdmin(
		{ adminSuccessorId, organisationId }: HandOver,
		heirs: readonly { readonly id: string }[],
	): Promise<void> {
		if (!heirs.some((heir) => heir.id === adminSuccessorId))
			throw new VerbundError('accounts.lastAdmin', {
				fields: [{ path: 'adminSuccessorId', message: 'field.adminSuccessor' }],
			});
		await people.addMembership(adminSuccessorId, organisationId, ['admin']);
	}

	async function endMembership({ afterwards, organisationId, personId }: HandOver): Promise<void> {
		if (afterwards === 'stay') return;
		if (afterwards === 'disable') {
			await people.setDisabled(personId, true);
			await links.revokeMadeBy(personId);
		}
		await people.removeMembership(personId, organisationId);
		await links.revokeMadeBy(personId, organisationId);
	}
}

/** So many are named in the audit log; the number of all of them is there besides. */
const notedItems = 200;

function refused(path: string, message: string): VerbundError {
	return new VerbundError('command.inputInvalid', { fields: [{ path, message }] });
}
