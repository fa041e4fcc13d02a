import { sql } from 'kysely';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '../../database/database.ts';
import type { ProblemText } from './problems.ts';

/** A variant whose problems are not known, or not as things stand. */
export interface StaleVariant extends ProblemText {
	readonly revision: number;
	readonly itemUpdatedAt: number;
	readonly organisationVersion: number;
}

/** Items that one statement looks at: nobody is answered while SQLite runs it. */
const atOnce = 200;
const day = 24 * 60 * 60 * 1000;

interface StaleRow extends Omit<StaleVariant, 'fields'> {
	readonly fields: string;
}

interface ItemRange {
	readonly newest: string;
	readonly oldest: string;
}

/** All there are, of the newest items first. Others are answered in between. */
export async function* staleVariants(database: Database, checks: string): AsyncGenerator<StaleVariant> {
	for (let before: string | undefined; ;) {
		const ids = await itemIds(database, before);
		const [newest] = ids;
		const oldest = ids.at(-1);
		if (newest === undefined || oldest === undefined) return;
		yield* await selectStale(database, checks, { newest, oldest });
		before = oldest;
		await nextTurn();
	}
}

async function itemIds({ query }: Database, before: string | undefined): Promise<readonly string[]> {
	let items = query.selectFrom('items').select('id').where('deleted_at', 'is', null);
	if (before !== undefined) items = items.where('id', '<', before);
	const rows = await items.orderBy('id', 'desc').limit(atOnce).execute();
	return rows.map(({ id }) => id);
}

/**
 * A variant is looked at again when its text, its item, a text it links to or its organisation changed, when its
 * review has become due, when other checks look, and once a day for all that nothing tells of.
 */
async function selectStale(
	{ query }: Database,
	checks: string,
	{ newest, oldest }: ItemRange,
): Promise<readonly StaleVariant[]> {
	const now = Date.now();
	const { rows } =
		await sql<StaleRow>`select items.id as "itemId", items.type, items.organisation_id as "organisationId",
			variant.language, newest.based_on_revision as "basedOnRevision", newest.title, newest.summary, newest.body,
			newest.fields, newest.number as revision, items.updated_at as "itemUpdatedAt",
			organisations.version as "organisationVersion"
		from items
			join item_variants variant on variant.item_id = items.id
			join organisations on organisations.id = items.organisation_id
			join revisions newest on newest.item_id = items.id
				and newest.number = coalesce(variant.draft_revision, variant.published_revision)
			left join problem_checks looked on looked.item_id = items.id and looked.language = variant.language
		where items.id >= ${oldest} and items.id <= ${newest} and items.deleted_at is null and (looked.item_id is null
			or looked.revision <> newest.number
			or looked.item_updated_at <> items.updated_at
			or looked.organisation_version <> organisations.version
			or looked.checks <> ${checks}
			or looked.checked_at < ${now - day}
			or (items.review_due_at <= ${now} and items.review_due_at > looked.checked_at)
			or exists (select 1 from item_links join items target on target.id = item_links.target_item_id
				where item_links.item_id = items.id and item_links.language = variant.language
				and target.updated_at > looked.checked_at))
		order by items.updated_at desc, items.id, variant.language`.execute(query);
	return rows.map((row) => ({ ...row, fields: JSON.parse(row.fields) }));
}
