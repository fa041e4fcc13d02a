import { z } from 'zod';
import { roles } from '../../access/actor.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import { isReadableUnderWhite } from '../../accounts/colours.ts';
import { readLogoImage } from '../../accounts/logo-image.ts';
import { organisationFieldNameSchema, organisationFieldsSchema } from '../../accounts/organisations.ts';
import { notFound } from '../../errors.ts';
import type { Mails } from '../../mail/mails.ts';
import { administersWholly } from '../administration/account-rights.ts';
import type { CommandContext } from '../command.ts';
import { colour, email, id, name, phone, roleList, type AddCommand } from './core-command.ts';
import { requireUnchanged } from './require-unchanged.ts';

const organisationId = id;
const ofOrganisation = (_context: CommandContext, input: { organisationId: string }) =>
	Promise.resolve(input);

const noteOrganisation = (input: { organisationId: string }) => ({
	objects: { organisation: input.organisationId },
	organisationId: input.organisationId,
});

const readableColour = colour.refine(isReadableUnderWhite, { message: 'field.colourContrast' });
const slug = z
	.string()
	.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
	.max(60);
const siteDetails = {
	name,
	address: z.string().trim().max(500).default(''),
	phone,
	email: z.union([email, z.literal('')]).default(''),
};
const shownText = z.string().max(500);
/** What a form showed of a site. */
const shownSite = z
	.strictObject({ name: shownText, address: shownText, phone: shownText, email: shownText })
	.partial()
	.optional();

/** What administrators do with people, groups and organisations. */
export function addPeopleCommands(add: AddCommand, accounts: Accounts, mails: Pick<Mails, 'send'>): void {
	const { people, links, groups, organisations, sessions } = accounts;

	/** Both ids of a request are checked: the permission for the organisation, and that the person belongs to it. */
	const requireMember = async (organisation: string, personId: string) => {
		const members = await people.members(organisation);
		if (!members.some((member) => member.id === personId)) throw notFound();
	};

	const requireSite = async (organisation: string, siteId: string) => {
		const site = (await organisations.sites([organisation])).find((one) => one.id === siteId);
		if (!site) throw notFound();
		return { ...site };
	};

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
				await requireMember(input.organisationId, input.personId);
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
			async run(_context, input) {
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
				if (!input.roles.includes('admin')) await links.revokeMadeBy(input.personId, input.organisationId);
				return {};
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
				if (group.organisationId !== input.organisationId)
					await requireMember(input.organisationId, input.personId);
				await groups.removeMember(input.groupId, input.personId);
				return {};
			},
			audit: (input) => ({
				objects: { group: input.groupId, person: input.personId },
				organisationId: input.organisationId,
			}),
		},
	);
	add(
		'accounts.createOrganisation',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({
				name,
				slug: slug.optional(),
				shortName: z.string().trim().max(4).optional(),
				colour: readableColour.optional(),
			}),
			run: (_context, { shortName, ...input }) =>
				organisations.create(shortName ? { ...input, shortName } : input),
			audit: (_input, output) => ({ objects: { organisation: output.id }, organisationId: output.id }),
		},
	);
	add(
		'accounts.changeOrganisation',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({
				organisationId,
				name: name.optional(),
				shortName: z.string().trim().min(1).max(4).optional(),
				colour: readableColour.optional(),
				fields: organisationFieldsSchema.optional(),
				/** What the form showed; without it the last word counts. */
				expected: z
					.strictObject({
						name: shownText,
						shortName: shownText,
						colour: shownText,
						fields: z.record(organisationFieldNameSchema, shownText),
					})
					.partial()
					.default({}),
			}),
			target: ofOrganisation,
			async run(_context, { organisationId: changed, fields, expected, ...change }) {
				const before = await organisations.get(changed);
				requireUnchanged({
					title: before.name,
					expected: withFields(expected),
					present: withFields(before),
					wanted: withFields({ ...change, fields }),
				});
				await organisations.change(changed, {
					...change,
					...(fields ? { fields: { ...before.fields, ...fields } } : {}),
				});
				return {};
			},
			audit: (input) => ({
				objects: { organisation: input.organisationId },
				organisationId: input.organisationId,
			}),
		},
	);
	const requireLogo = async (input: { organisationId: string; expectedLogo?: string | undefined }) => {
		const { name: title, logo } = await organisations.get(input.organisationId);
		requireUnchanged({ title, expected: { logo: input.expectedLogo }, present: { logo: logo?.url ?? '' } });
	};
	add(
		'accounts.setLogo',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({
				organisationId,
				/** PNG, JPEG or WebP in base64. */
				image: z.string().min(1).max(4_000_000),
				expectedLogo: shownText.optional(),
			}),
			target: ofOrganisation,
			prepare: (_context, input) => readLogoImage(input.image),
			async run(_context, input, image) {
				await requireLogo(input);
				await organisations.setLogo(input.organisationId, image);
				return {};
			},
			audit: noteOrganisation,
		},
	);
	add(
		'accounts.removeLogo',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ organisationId, expectedLogo: shownText.optional() }),
			target: ofOrganisation,
			async run(_context, input) {
				await requireLogo(input);
				await organisations.setLogo(input.organisationId, null);
				return {};
			},
			audit: noteOrganisation,
		},
	);
	add(
		'accounts.setOrganisationField',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({
				organisationId,
				name: organisationFieldNameSchema,
				value: z.string().trim().min(1).max(500),
				/** What it said so far; empty for a new one. */
				expected: shownText.optional(),
			}),
			target: ofOrganisation,
			async run(_context, input) {
				const { fields } = await organisations.get(input.organisationId);
				requireUnchanged({
					title: input.name,
					expected: { value: input.expected },
					present: { value: fields[input.name] ?? '' },
					wanted: { value: input.value },
				});
				await organisations.change(input.organisationId, {
					fields: { ...fields, [input.name]: input.value },
				});
				return {};
			},
			audit: noteOrganisation,
		},
	);
	add(
		'accounts.removeOrganisationField',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({
				organisationId,
				name: organisationFieldNameSchema,
				expected: shownText.optional(),
			}),
			target: ofOrganisation,
			async run(_context, input) {
				const { fields } = await organisations.get(input.organisationId);
				if (!Object.hasOwn(fields, input.name)) throw notFound();
				requireUnchanged({
					title: input.name,
					expected: { value: input.expected },
					present: { value: fields[input.name] },
				});
				await organisations.change(input.organisationId, {
					fields: Object.fromEntries(Object.entries(fields).filter(([name]) => name !== input.name)),
				});
				return {};
			},
			audit: noteOrganisation,
		},
	);
	add(
		'accounts.addSite',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ organisationId, ...siteDetails }),
			target: ofOrganisation,
			run: async (_context, { organisationId: owner, ...site }) => ({
				id: await organisations.addSite(owner, site),
			}),
			audit: (input, output) => ({ objects: { site: output.id }, organisationId: input.organisationId }),
		},
	);
	add(
		'accounts.changeSite',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ organisationId, siteId: id, ...siteDetails, expected: shownSite }),
			target: ofOrganisation,
			async run(_context, { organisationId: owner, siteId, expected, ...site }) {
				const present = await requireSite(owner, siteId);
				requireUnchanged({ title: present.name, expected, present, wanted: site });
				await organisations.changeSite(owner, siteId, site);
				return {};
			},
			audit: (input) => ({ objects: { site: input.siteId }, organisationId: input.organisationId }),
		},
	);
	add(
		'accounts.removeSite',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ organisationId, siteId: id, expected: shownSite }),
			target: ofOrganisation,
			async run(_context, input) {
				const present = await requireSite(input.organisationId, input.siteId);
				requireUnchanged({ title: present.name, expected: input.expected, present });
				await organisations.removeSite(input.organisationId, input.siteId);
				return {};
			},
			audit: (input) => ({ objects: { site: input.siteId }, organisationId: input.organisationId }),
		},
	);
	add(
		'accounts.endSessionsOf',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ organisationId, personId: id }),
			target: ofOrganisation,
			async run(_context, input) {
				await requireMember(input.organisationId, input.personId);
				await sessions.endAll(input.personId);
				return {};
			},
			audit: (input) => ({ objects: { person: input.personId }, organisationId: input.organisationId }),
		},
	);
}

/** Each of its own fields beside the others, under the name that it has in a form. */
function withFields({
	fields = {},
	...others
}: {
	readonly fields?: Readonly<Record<string, string>> | undefined;
}): Readonly<Record<string, unknown>> {
	const named = Object.entries(fields).map(([name, value]) => [`fields.${name}`, value] as const);
	return { ...others, ...Object.fromEntries(named) };
}
