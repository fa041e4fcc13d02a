import { z } from 'zod';
import { roles } from '../../access/actor.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import { notFound } from '../../errors.ts';
import type { Mails } from '../../mail/mails.ts';
import { administersWholly } from '../administration/account-rights.ts';
import { email, id, roleList, type AddCommand } from './core-command.ts';
import { ofOrganisation, organisationId } from './organisation-input.ts';
import { requireMember } from './require-member.ts';
import { requireUnchanged } from './require-unchanged.ts';

/** What administrators do with people and their accounts. */
export function addPeopleCommands(
	add: AddCommand,
	{ people, links, organisations, sessions }: Accounts,
	mails: Pick<Mails, 'send'>,
): void {
	add(
		'accounts.invite',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ organisationId, roles: roleList, email: email.optional() }),
			target: ofOrganisation,
			async run({ actor }, input) {
				await organisations.get(input.organisationId);
				const link = await links.create({
					...input,
					kind: 'invitation',
					createdBy: actor.kind === 'person' ? actor.personId : null,
				});
				const { token } = link;
				const mail = { template: 'invitation', data: { token } };
				const mailed =
					input.email !== undefined && (await mails.send([{ ...mail, to: { address: input.email } }]));
				return { ...link, mailed };
			},
			audit: (input, { id: linkId }) => ({
				objects: { link: linkId, roles: input.roles },
				organisationId: input.organisationId,
			}),
			secret: true,
		},
	);
	add(
		'accounts.revokeInvitation',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ organisationId, id }),
			target: ofOrganisation,
			async run(_context, input) {
				await links.revoke(input.id, input.organisationId);
				return {};
			},
			audit: (input) => ({ objects: { link: input.id }, organisationId: input.organisationId }),
		},
	);
	add(
		'accounts.createPasswordReset',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ organisationId, personId: id }),
			target: ofOrganisation,
			async run({ actor }, input) {
				await requireMember(people, input);
				if (!(await administersWholly(people, actor, input.personId))) throw notFound();
				await links.revokeKind('passwordReset', input.personId);
				const link = await links.create({
					...input,
					kind: 'passwordReset',
					createdBy: actor.kind === 'person' ? actor.personId : null,
				});
				const { token } = link;
				const mailed = await mails.send([
					{ template: 'passwordReset', data: { token }, to: { personId: input.personId } },
				]);
				return { ...link, mailed };
			},
			audit: (input, { id: linkId }) => ({
				objects: { link: linkId, person: input.personId },
				organisationId: input.organisationId,
			}),
			secret: true,
		},
	);
	add(
		'accounts.changeRoles',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({
				organisationId,
				personId: id,
				roles: roleList,
				/** The roles that the form showed. */
				expected: z.array(z.enum(roles)).max(roles.length).optional(),
			}),
			target: ofOrganisation,
			async run({ actor }, input) {
				const members = await people.members(input.organisationId);
				const member = members.find((one) => one.id === input.personId);
				if (!member) throw notFound();
				requireUnchanged({
					title: member.name,
					expected: { roles: input.expected?.toSorted() },
					present: { roles: member.roles.toSorted() },
					wanted: { roles: input.roles.toSorted() },
				});
				await people.setRoles(input.personId, input.organisationId, input.roles);
				if (input.roles.includes('admin')) return {};
				await links.revokeMadeBy(input.personId, input.organisationId);
				const isOwn = actor.kind === 'person' && actor.personId === input.personId && !actor.networkAdmin;
				return isOwn && member.roles.includes('admin') ? { done: 'accounts.gaveUpManaging' } : {};
			},
			audit: (input) => ({
				objects: { person: input.personId, roles: input.roles },
				organisationId: input.organisationId,
			}),
		},
	);
	add(
		'accounts.removeMember',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ organisationId, personId: id }),
			target: ofOrganisation,
			async run(_context, input) {
				await people.removeMembership(input.personId, input.organisationId);
				await links.revokeMadeBy(input.personId, input.organisationId);
				return {};
			},
			audit: (input) => ({ objects: { person: input.personId }, organisationId: input.organisationId }),
		},
	);
	add(
		'accounts.setDisabled',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({ personId: id, disabled: z.boolean() }),
			async run(_context, input) {
				await people.setDisabled(input.personId, input.disabled);
				if (input.disabled) await links.revokeMadeBy(input.personId);
				return {};
			},
			audit: (input) => ({
				objects: { person: input.personId, disabled: input.disabled ? 1 : 0 },
				organisationId: null,
			}),
		},
	);
	add(
		'accounts.setNetworkAdmin',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({ personId: id, networkAdmin: z.boolean() }),
			async run(_context, input) {
				await people.setNetworkAdmin(input.personId, input.networkAdmin);
				// Who made an open link had rights that no longer suffice.
				if (input.networkAdmin) await links.revokeKind('passwordReset', input.personId);
				else await links.revokeMadeBy(input.personId);
				return {};
			},
			audit: (input) => ({
				objects: { person: input.personId, networkAdmin: input.networkAdmin ? 1 : 0 },
				organisationId: null,
			}),
		},
	);
	add(
		'accounts.endSessionsOf',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ organisationId, personId: id }),
			target: ofOrganisation,
			async run(_context, input) {
				await requireMember(people, input);
				await sessions.endAll(input.personId);
				return {};
			},
			audit: (input) => ({ objects: { person: input.personId }, organisationId: input.organisationId }),
		},
	);
}
