import { z } from 'zod';
import type { Accounts } from '../../accounts/accounts.ts';
import { notFound } from '../../errors.ts';
import { email, id, name, phone, type AddCommand } from './core-command.ts';
import { ofOrganisation, organisationId, shownText } from './organisation-input.ts';
import { requireUnchanged } from './require-unchanged.ts';

const siteDetails = {
	name,
	address: z.string().trim().max(500).default(''),
	phone,
	email: z.union([email, z.literal('')]).default(''),
};
/** What a form showed of a site. */
const shownSite = z
	.strictObject({ name: shownText, address: shownText, phone: shownText, email: shownText })
	.partial()
	.optional();

/** Where an organisation is. */
export function addSiteCommands(add: AddCommand, { organisations }: Accounts): void {
	const requireSite = async (organisation: string, siteId: string) => {
		const site = (await organisations.sites([organisation])).find((one) => one.id === siteId);
		if (!site) throw notFound();
		return { ...site };
	};
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
}
