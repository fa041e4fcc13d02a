import { sql } from 'kysely';
import type { Actor } from '../access/actor.ts';
import { visibleTo, workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { VerbundError } from '../errors.ts';
import type { ContentTypes } from './content-types.ts';

const mostTitles = 5;

/**
 * What others send their readers to is not taken away under them, where the type says so.
 *
 * @throws VerbundError `content.stillUsed`, with the titles of what the actor may read, and how many there are
 */
export async function requireUnused(
	{ query }: Database,
	types: ContentTypes,
	actor: Actor,
	itemId: string,
): Promise<void> {
	const keepers = types.all().flatMap(({ id, keptWhileUsed }) => (keptWhileUsed ? [id] : []));
	if (keepers.length === 0) return;
	const users = await query
		.selectFrom('items as target')
		.innerJoin('item_links', 'item_links.target_item_id', 'target.id')
		.innerJoin('items', 'items.id', 'item_links.item_id')
		.innerJoin('item_variants', (join) =>
			join
				.onRef('item_variants.item_id', '=', 'items.id')
				.onRef('item_variants.language', '=', 'items.source_language'),
		)
		.select([
			'items.id',
			sql<string | null>`case when ${visibleTo(actor, 'items.id')} or ${workingVisibleTo(actor, 'items.id')}
				then item_variants.title end`.as('title'),
		])
		.distinct()
		.where('target.id', '=', itemId)
		.where('target.type', 'in', keepers)
		.where('items.id', '!=', itemId)
		.where('items.published_at', 'is not', null)
		.where('items.archived_at', 'is', null)
		.where('items.deleted_at', 'is', null)
		.execute();
	if (users.length === 0) return;
	const titles = users.flatMap(({ title }) => title ?? []).sort((a, b) => a.localeCompare(b, 'de'));
	const shown = titles.slice(0, mostTitles).map((title) => `„${title}“`);
	throw new VerbundError('content.stillUsed', {
		values: { titles: shown.join(', '), shown: shown.length, others: users.length - shown.length },
	});
}
