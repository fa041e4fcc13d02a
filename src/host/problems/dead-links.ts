import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { internalLinks, withoutCode } from './markdown-checks.ts';
import type { CheckedText, ProblemFinding } from './problem-check.ts';

/**
 * Links to texts that are not there. Seen with the eyes of the organisation that owns the text: what its people could
 * never read is no different from what is not there. What it has not published yet is one to readers; as long as
 * nobody reads the text itself either, it is worth a thought.
 */
export async function deadLinks(
	database: Database,
	{ itemId, organisationId, texts }: CheckedText,
): Promise<readonly ProblemFinding[]> {
	const links = texts.flatMap(({ field, markdown }) =>
		internalLinks(withoutCode(markdown)).map((link) => ({ field, ...link })),
	);
	if (links.length === 0) return [];
	const rows = await linkedItems(
		database,
		organisationId,
		links.map(({ target }) => target),
	);
	const alive = namesOf(
		organisationId,
		rows.filter(({ published_at }) => published_at !== null),
	).add(itemId);
	const dead = links.filter(({ target }) => !leads(alive, target) && !isOtherPage(target));
	if (dead.length === 0) return [];
	const own = namesOf(organisationId, rows);
	const unread = await isUnread(database, itemId);
	return dead.map(({ target, ...place }) => {
		const finding = { values: { target }, ...place };
		if (!leads(own, target)) return { message: 'problem.deadLink.found', ...finding };
		const message = 'problem.deadLink.unpublished';
		return unread ? { message, severity: 'information', ...finding } : { message, ...finding };
	});
}

/** What the targets may mean: published for the organisation, or its own. */
function linkedItems(database: Database, organisationId: string, targets: readonly string[]) {
	const slugs = [...new Set(targets.flatMap((target) => target.split('/').at(-1) ?? []))];
	return database.query
		.selectFrom('items')
		.innerJoin('organisations', 'organisations.id', 'items.organisation_id')
		.select([
			'items.id',
			'items.type',
			'items.slug',
			'items.organisation_id',
			'items.published_at',
			'organisations.slug as organisation',
		])
		.where((is) => is.or([is('items.id', 'in', slugs), is('items.slug', 'in', slugs)]))
		.where('items.archived_at', 'is', null)
		.where('deleted_at', 'is', null)
		.where((is) =>
			is.or([
				is('items.organisation_id', '=', organisationId),
				is.and([
					is('items.published_at', 'is not', null),
					is('items.id', 'in', readableBy(database, organisationId)),
				]),
			]),
		)
		.execute();
}

type LinkedItem = Awaited<ReturnType<typeof linkedItems>>[number];

/** All ways to write a link to one of these. */
function namesOf(organisationId: string, items: readonly LinkedItem[]): Set<string> {
	return new Set(
		items.flatMap(({ id, type, slug, organisation, organisation_id: owner }) => [
			id,
			`/${organisation}/${slug}`,
			...(owner === organisationId ? [`${type}/${slug}`] : []),
		]),
	);
}

/** A path of three parts may lead to a page that is none of an item; only types of content are known to have them. */
function leads(names: ReadonlySet<string>, target: string): boolean {
	return names.has(target) || (target.startsWith('/') && names.has(target.slice(target.indexOf('/', 1))));
}

/** Pages of the hub itself, which stay. */
function isOtherPage(target: string): boolean {
	return /^\/(?:handbook|admin|legal|content|settings|feedback|directory|api|files)\//.test(target);
}

function readableBy({ query }: Database, organisationId: string) {
	const groups = sql<string>`select 'group:' || group_id from group_organisations where organisation_id = ${organisationId}`;
	return query
		.selectFrom('item_audience')
		.select('item_id')
		.where(
			sql<boolean>`principal in ('public', 'network', ${`organisation:${organisationId}`}) or principal in (${groups})`,
		);
}

async function isUnread({ query }: Database, itemId: string): Promise<boolean> {
	const item = await query
		.selectFrom('items')
		.select('published_at')
		.where('id', '=', itemId)
		.executeTakeFirst();
	return item?.published_at === null;
}
