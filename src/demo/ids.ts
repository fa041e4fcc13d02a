import type { App } from '../app.ts';
import type { People } from './people.ts';

/** What commands of the demo call things by (`@item:…`), and the ids that these have by now. */
export async function demoIds(
	{ accounts, database }: App,
	{ organisationIds, personIds }: People,
	today: number,
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
	const inTwoWeeks = new Date(today + 14 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
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
