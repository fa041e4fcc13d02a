import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { roles, systemActor } from './access/actor.ts';
import { findAccount, toActor } from './accounts/account.ts';
import { printableImages, readLogoImage, type LogoImage } from './accounts/logo-image.ts';
import { visitorFor } from './host/visitor.ts';
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
			/** Its own values for placeholders. */
			fields: z.record(z.string(), z.string()).default({}),
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
	/** What people do there in the end. `@organisation:…`, `@collection:…/…`, `@person:…` and the like stand for ids. */
	commands: z
		.array(
			z.object({
				as: z.string(),
				command: z.string(),
				input: z.record(z.string(), z.json()),
				/** `@room:poststelle`: what later commands call the id of what this one has made; `@room:poststelle.roomId` is another id of its answer. */
				made: z
					.string()
					.regex(/^@[a-z]+:[a-z0-9-]+$/)
					.optional(),
			}),
		)
		.default([]),
});

export type DemoNetwork = z.infer<typeof networkSchema>;

export function readDemoNetwork(root: string): DemoNetwork {
	return networkSchema.parse(JSON.parse(readFileSync(join(root, 'content', 'demo', 'network.json'), 'utf8')));
}

/** Not all have one: forms then say that it is missing. */
async function readLetterhead(root: string, slug: string): Promise<LogoImage | null> {
	const path = join(root, 'content', 'demo', 'files', `letterhead-${slug}.png`);
	return existsSync(path) ? readLogoImage(readFileSync(path, 'base64'), printableImages) : null;
}

/** Fills an empty data folder with the demo network; one that has people in it stays as it is. */
export async function importDemo(
	app: App,
	onProgress?: (done: number, total: number) => void,
): Promise<void> {
	const { accounts, config, content, database, settings } = app;
	if (await accounts.people.isAnyone()) return;
	const network = readDemoNetwork(config.root);
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
			for (const { file, error } of report.failed) console.error(`Demo: ${slug}/${file}:`, error);
		}
	}
	const ids = new Map(await demoIds(app, organisationIds, personIds));
	for (const { as, command, input, made } of network.commands) {
		const account = await findAccount(database, { id: personIds.get(as) ?? '' });
		// A plugin may have been taken away.
		if (!account || !app.commands.declarations().some(({ id }) => id === command)) continue;
		const { actor, reader } = await visitorFor({ ...app, types: content.types }, toActor(account, null));
		// So may what it is about.
		if (Object.values(input).some((value) => isMissing(value, ids))) continue;
		const named: [string, unknown][] = [];
		for (const [name, value] of Object.entries(input)) {
			const id =
				typeof value === 'string' ? (ids.get(value) ?? (await sendFile(app, account.id, value))) : null;
			named.push([name, id ?? (Array.isArray(value) ? value.map((one) => idOf(one, ids)) : value)]);
		}
		const answer = await app.commands.execute(command, Object.fromEntries(named), { actor, reader });
		if (made !== undefined) rememberIds(made, answerSchema.parse(answer), ids);
	}
	await app.catalogue.catchUp();
}

const answerSchema = z.looseObject({ id: z.string() });

function rememberIds(made: string, answer: z.infer<typeof answerSchema>, ids: Map<string, string>): void {
	for (const [name, value] of Object.entries(answer)) {
		if (typeof value === 'string') ids.set(name === 'id' ? made : `${made}.${name}`, value);
	}
}

function idOf(value: unknown, ids: ReadonlyMap<string, string>): unknown {
	return typeof value === 'string' ? (ids.get(value) ?? value) : value;
}

/** `@file:antrag.pdf` is a file of the demo, sent by whoever acts; answers its id. */
async function sendFile({ config, content }: App, personId: string, value: string): Promise<string | null> {
	const [, name] = /^@file:([\w.-]+)$/.exec(value) ?? [];
	if (name === undefined) return null;
	const bytes = createReadStream(join(config.root, 'content', 'demo', 'files', name));
	return (await content.attachments.uploads.receive(personId, name, bytes)).id;
}

function isMissing(value: unknown, ids: ReadonlyMap<string, string>): boolean {
	return typeof value === 'string' && /^@(?:item|room|message):/.test(value) && !ids.has(value);
}

async function demoIds(
	{ accounts, database }: App,
	organisationIds: ReadonlyMap<string, string>,
	personIds: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
	const sites = await accounts.organisations.sites([...organisationIds.values()]);
	const items = await database.query
		.selectFrom('items')
		.select(['id', 'organisation_id', 'type', 'slug'])
		.execute();
	const collections = await database.query
		.selectFrom('collections')
		.select(['id', 'organisation_id', 'slug'])
		.execute();
	const groups = await database.query.selectFrom('groups').select(['id', 'slug']).execute();
	const slugs = new Map([...organisationIds].map(([slug, id]) => [id, slug] as const));
	const inTwoWeeks = new Date(Date.now() + 14 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
	return new Map([
		['@day:+14', inTwoWeeks] as const,
		...items.map(
			({ id, organisation_id: owner, type, slug }) =>
				[`@item:${slugs.get(owner)}/${type}/${slug}`, id] as const,
		),
		...collections.map(
			({ id, organisation_id: owner, slug }) => [`@collection:${slugs.get(owner)}/${slug}`, id] as const,
		),
		...groups.map(({ id, slug }) => [`@group:${slug}`, id] as const),
		...[...organisationIds].map(([slug, id]) => [`@organisation:${slug}`, id] as const),
		...[...personIds].map(([email, id]) => [`@person:${email}`, id] as const),
		...[...organisationIds].flatMap(([slug, organisationId]) =>
			sites
				.filter((site) => site.organisationId === organisationId)
				.map((site) => [`@site:${slug}/${site.slug}`, site.id] as const),
		),
	]);
}
