import { z } from 'zod';
import type { Accounts } from '../../accounts/accounts.ts';
import { notFound } from '../../errors.ts';
import type { CommandContext } from '../command.ts';
import { id, name, type AddCommand } from './core-command.ts';
import { ofOrganisation, organisationId, shownText } from './organisation-input.ts';
import { requireMember } from './require-member.ts';
import { requireUnchanged } from './require-unchanged.ts';

/** Groups inside one organisation and across several. */
export function addGroupCommands(add: AddCommand, { groups, organisations, people }: Accounts): void {
	add(
		'accounts.createGroup',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ organisationId, name }),
			target: ofOrganisation,
			run: async (_context, input) => ({ id: await groups.create(input) }),
			audit: (input, output) => ({ objects: { group: output.id }, organisationId: input.organisationId }),
		},
	);
	const groupOwner = async (_context: CommandContext, input: { groupId: string }) =>
		groups.get(input.groupId);
	add(
		'accounts.renameGroup',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ groupId: id, name, expectedName: shownText.optional() }),
			target: groupOwner,
			async run(_context, input) {
				const present = await groups.get(input.groupId);
				requireUnchanged({
					title: present.name,
					expected: { name: input.expectedName },
					present: { name: present.name },
					wanted: { name: input.name },
				});
				await groups.rename(input.groupId, input.name);
				return {};
			},
			audit: (input) => ({ objects: { group: input.groupId } }),
		},
	);
	add(
		'accounts.removeGroup',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ groupId: id, expectedName: shownText.optional() }),
			target: groupOwner,
			async run(_context, input) {
				const { name: title } = await groups.get(input.groupId);
				requireUnchanged({ title, expected: { name: input.expectedName }, present: { name: title } });
				await groups.remove(input.groupId);
				return {};
			},
			audit: (input) => ({ objects: { group: input.groupId } }),
		},
	);
	add(
		'accounts.addGroupOrganisation',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ groupId: id, organisationId }),
			target: groupOwner,
			async run(_context, input) {
				await organisations.get(input.organisationId);
				await groups.addOrganisation(input.groupId, input.organisationId);
				return {};
			},
			audit: (input) => ({ objects: { group: input.groupId, organisation: input.organisationId } }),
		},
	);
	add(
		'accounts.removeGroupOrganisation',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ groupId: id, organisationId }),
			target: groupOwner,
			async run(_context, input) {
				await groups.removeOrganisation(input.groupId, input.organisationId);
				return {};
			},
			audit: (input) => ({ objects: { group: input.groupId, organisation: input.organisationId } }),
		},
	);
	add(
		'accounts.addGroupMember',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ groupId: id, personId: id, organisationId }),
			target: ofOrganisation,
			async run(_context, input) {
				await groups.addMember(input.groupId, input.personId, input.organisationId);
				return {};
			},
			audit: (input) => ({
				objects: { group: input.groupId, person: input.personId },
				organisationId: input.organisationId,
			}),
		},
	);
	add(
		'accounts.removeGroupMember',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ groupId: id, personId: id, organisationId }),
			target: ofOrganisation,
			async run(_context, input) {
				const group = await groups.get(input.groupId);
				const takesPart = group.organisationIds.includes(input.organisationId);
				if (!takesPart || !group.memberIds.includes(input.personId)) throw notFound();
				if (group.organisationId !== input.organisationId) await requireMember(people, input);
				await groups.removeMember(input.groupId, input.personId);
				return {};
			},
			audit: (input) => ({
				objects: { group: input.groupId, person: input.personId },
				organisationId: input.organisationId,
			}),
		},
	);
}
