import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printableImages, readLogoImage, type LogoImage } from '../accounts/logo-image.ts';
import type { App } from '../app.ts';
import { demoPassword, type DemoNetwork } from './network.ts';

/** Ids by slug and by address. */
export interface People {
	readonly organisationIds: ReadonlyMap<string, string>;
	readonly personIds: ReadonlyMap<string, string>;
}

/** Organisations with their sites, people with their roles, groups. */
export async function addPeople(
	{ accounts, config, database, settings }: App,
	network: DemoNetwork,
): Promise<People> {
	const passwordHash = await accounts.passwords.hash(demoPassword);
	const organisationIds = new Map<string, string>();
	const personIds = new Map<string, string>();

	await database.transaction(async () => {
		await settings.change('network', '', 'network.name', network.name);
		for (const { sites, phone, email, address, website, fields, ...organisation } of network.organisations) {
			const { id } = await accounts.organisations.create({
				...organisation,
				fields: { phone, email, address, website, ...fields },
			});
			organisationIds.set(organisation.slug, id);
			const letterhead = await readLetterhead(config.root, organisation.slug);
			if (letterhead) await accounts.organisations.setImage(id, 'letterhead', letterhead);
			for (const site of sites) await accounts.organisations.addSite(id, site);
		}
		for (const { email, name, languages, networkAdmin, memberships } of network.people) {
			const preferences = {
				...(languages.length > 0 ? { contentLanguages: languages } : {}),
				...(languages[0] ? { interfaceLanguage: languages[0] } : {}),
			};
			const personId = await accounts.people.create({ email, name, passwordHash, networkAdmin, preferences });
			personIds.set(email, personId);
			for (const { organisation, roles: given } of memberships) {
				await accounts.people.addMembership(personId, organisationIds.get(organisation) ?? '', given);
			}
		}
		for (const { organisation, organisations, members, ...group } of network.groups) {
			const groupId = await accounts.groups.create({
				...group,
				organisationId: organisationIds.get(organisation) ?? '',
			});
			for (const slug of organisations)
				await accounts.groups.addOrganisation(groupId, organisationIds.get(slug) ?? '');
			for (const email of members) {
				const person = network.people.find((one) => one.email === email);
				const through = person?.memberships.find((membership) =>
					organisations.includes(membership.organisation),
				);
				await accounts.groups.addMember(
					groupId,
					personIds.get(email) ?? '',
					organisationIds.get(through?.organisation ?? '') ?? '',
				);
			}
		}
	});
	return { organisationIds, personIds };
}

/** Not all have one: forms then say that it is missing. */
async function readLetterhead(root: string, slug: string): Promise<LogoImage | null> {
	const path = join(root, 'content', 'demo', 'files', `letterhead-${slug}.png`);
	return existsSync(path) ? readLogoImage(readFileSync(path, 'base64'), printableImages) : null;
}
