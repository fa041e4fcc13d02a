import { sql } from 'kysely';
import { visibleTo, workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { languageOrder } from './language-order.ts';
import type { Reader } from './reader.ts';

/**
 * What linked items are called, for whoever writes the text that links to them: by the reference as it stands there,
 * an id or `<type>/<slug>` of the same organisation. What they may neither read nor work on has no title, and
 * no language that is a draft to them. One query.
 */
export async function itemTitles(
	{ query }: Database,
	{ actor, types, languages }: Reader,
	ownerId: string,
	references: readonly string[],
): Promise<ReadonlyMap<string, string>> {
	if (references.length === 0) return new Map();
	const works = workingVisibleTo(actor, 'items.id');
	const slugs = references.map((reference) => reference.split('/')[1] ?? '');
	const { rows } = await sql<{ id: string; reference: string; title: string }>`
		select items.id, items.type || '/' || items.slug as reference, variant.title
		from items
		join item_variants variant on variant.item_id = items.id and variant.language = (
			select choice.language from item_variants choice
			where choice.item_id = items.id and (choice.published_revision is not null or ${works})
			order by ${languageOrder('choice.language', 'items.source_language', languages)}, choice.language limit 1)
		where (items.id in (${sql.join(references)})
			or (items.organisation_id = ${ownerId} and items.slug in (${sql.join(slugs)})))
			and items.type in (${sql.join([...types, ''])})
			and (${visibleTo(actor, 'items.id')} or ${works})`.execute(query);
	const titles = new Map(rows.flatMap(({ id, reference, title }) => [[id, title] as const, [reference, title] as const]));
	return new Map([...titles].filter(([reference]) => references.includes(reference)));
}
