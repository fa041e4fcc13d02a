import { sql, type RawBuilder } from 'kysely';
import { visibleTo } from '../../access/visible-to.ts';
import { languageOrder } from '../language-order.ts';
import type { Reader } from '../reader.ts';
import type { HolderOf } from './holders.ts';
import { ownRequest } from './own-request.ts';

/**
 * What the reader is asked to confirm and has not, what is due first at the top: id, title, language, path
 * (`<type>/<organisation>/<slug>`), at (when it is due, or null), count (of all of them), text (which of them it is,
 * from 1), place. Null for visitors.
 */
export function selectOpen(
	{ actor, languages, types }: Reader,
	holderOf: HolderOf,
	limit: number,
): RawBuilder<unknown> | null {
	const own = ownRequest(actor, holderOf);
	if (!own) return null;
	return sql`select 'acknowledgement' as kind, open.id, variant.title, variant.language, cast(open.position as text) as text,
			open.type || '/' || organisations.slug || '/' || open.slug as path, open.count, open.due_at as at, open.place
		from (
			select found.*, count(*) over () as count, row_number() over (order by found.place, found.id) as position
			from (
			select items.id, items.type, items.slug, items.organisation_id, items.source_language,
				${own.dueAt} as due_at, coalesce(${own.dueAt}, 9007199254740991) as place
			from acknowledgement_requests as asked join items on items.id = asked.item_id
			where items.type in (${sql.join([...types, ''])}) and ${visibleTo(actor, 'items.id')}
				and ${own.concerns} and not ${own.isConfirmed}
			) as found order by found.place, found.id limit ${limit}
		) as open
		join organisations on organisations.id = open.organisation_id
		join item_variants variant on variant.item_id = open.id and variant.language = (
			select choice.language from item_variants choice
			where choice.item_id = open.id and choice.published_revision is not null
			order by ${languageOrder('choice.language', 'open.source_language', languages)}, choice.language limit 1)`;
}
