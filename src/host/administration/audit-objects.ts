import { sql } from 'kysely';
import type { Actor } from '../../access/actor.ts';
import { visiblePeople, visibleTo, workingVisibleTo } from '../../access/visible-to.ts';
import type { Database } from '../../database/database.ts';

const mostFound = 50;

/**
 * Ids of the things that a text of the search stands for: part of a title or a name, as far as the actor may see it,
 * or an id, whole or its end as the log shows it.
 *
 * @param organisationIds whose groups and organisations count
 */
export async function findAuditObjects(
	{ query }: Database,
	actor: Actor,
	text: string,
	organisationIds: readonly string[],
): Promise<readonly string[]> {
	const wanted = text.trim();
	const literal = wanted.toLowerCase().replace(/[\\%_]/g, '\\$&');
	const isLike = (column: string, pattern: string) =>
		sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
	const named = (column: string) => isLike(column, `%${literal}%`);
	const isId = /^[0-9a-f-]{8,36}$/i.test(wanted);
	const items = await query
		.selectFrom('items')
		.select('items.id')
		.where((is) => is.or([visibleTo(actor, 'items.id'), workingVisibleTo(actor, 'items.id', 'withDeleted')]))
		.where((is) =>
			is.or([
				...(isId ? [isLike('items.id', `%${literal}`)] : []),
				is.exists(
					is
						.selectFrom('item_variants')
						.select('item_variants.item_id')
						.whereRef('item_variants.item_id', '=', 'items.id')
						.where(named('item_variants.title')),
				),
			]),
		)
		.limit(mostFound)
		.execute();
	const people = await query
		.selectFrom('people')
		.select('id')
		.where(visiblePeople(actor, 'people.id'))
		.where((is) => is.or([named('people.name'), ...(isId ? [isLike('people.id', `%${literal}`)] : [])]))
		.limit(mostFound)
		.execute();
	const groups = await query
		.selectFrom('groups')
		.select('id')
		.where('organisation_id', 'in', [...organisationIds, ''])
		.where(named('groups.name'))
		.limit(mostFound)
		.execute();
	const organisations = await query
		.selectFrom('organisations')
		.select('id')
		.where('id', 'in', [...organisationIds, ''])
		.where(named('organisations.name'))
		.limit(mostFound)
		.execute();
	const found = [...items, ...people, ...groups, ...organisations].map(({ id }) => id);
	// What has no name any more can still be asked for by its id; a setting or a plugin by what it is called.
	return /^[\w.-]+$/.test(wanted) ? [...found, wanted] : found;
}
