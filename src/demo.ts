import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { roles, systemActor } from './access/actor.ts';
import { contentLanguages } from './l10n/languages.ts';
import type { App } from './app.ts';
import { importFolder } from './content/transfer/import-folder.ts';

/** Printed in the README; demo mode only. */
export const demoPassword = 'verbund-probieren-2026';

const networkSchema = z.object({
	name: z.string(),
	organisations: z.array(
		z.object({
			slug: z.string(),
			name: z.string(),
			shortName: z.string(),
			colour: z.string(),
			phone: z.string(),
			email: z.string(),
			address: z.string(),
			website: z.string(),
			sites: z.array(
				z.object({
					slug: z.string(),
					name: z.string(),
					address: z.string(),
					phone: z.string().default(''),
					email: z.string().default(''),
				}),
			),
		}),
	),
	groups: z.array(
		z.object({
			slug: z.string(),
			name: z.string(),
			organisation: z.string(),
			organisations: z.array(z.string()),
			members: z.array(z.string()),
		}),
	),
	people: z.array(
		z.object({
			email: z.string(),
			name: z.string(),
			languages: z.array(z.enum(contentLanguages)).default([]),
			networkAdmin: z.boolean().default(false),
			label: z.object({ de: z.string(), en: z.string() }),
			memberships: z.array(z.object({ organisation: z.string(), roles: z.array(z.enum(roles)) })),
		}),
	),
});

export type DemoNetwork = z.infer<typeof networkSchema>;

export function readDemoNetwork(root: string): DemoNetwork {
	return networkSchema.parse(JSON.parse(readFileSync(join(root, 'content', 'demo', 'network.json'), 'utf8')));
}

/** Fills an empty data folder with the demo network; one that has people in it stays as it is. */
export async function importDemo(
	app: App,
	onProgress?: (done: number, total: number) => void,
): Promise<void> {
	const { accounts, config, content, database, settings } = app;
	if (await database.query.selectFrom('people').select('id').limit(1).executeTakeFirst()) return;
	const network = readDemoNetwork(config.root);
	const passwordHash = await accounts.passwords.hash(demoPassword);
	const organisationIds = new Map<string, string>();
	const personIds = new Map<string, string>();

	await database.transaction(async () => {
		await settings.change('network', '', 'network.name', network.name, false);
		for (const { sites, phone, email, address, website, ...organisation } of network.organisations) {
			const { id } = await accounts.organisations.create({
				...organisation,
				fields: { phone, email, address, website },
			});
			organisationIds.set(organisation.slug, id);
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
	for (const [slug, organisationId] of organisationIds) {
		for (const type of content.types.all()) {
			const folder = join(config.root, 'content', 'demo', slug, type.id);
			if (!existsSync(folder)) continue;
			const report = await importFolder(app, {
				folder,
				organisationId,
				type: type.id,
				actor: systemActor('demo'),
				publish: true,
				source: 'demo',
				...(onProgress ? { onProgress } : {}),
			});
			for (const { file, reason } of report.failed) console.error(`Demo: ${slug}/${file}: ${reason}`);
		}
	}
}
