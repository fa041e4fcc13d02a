import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { organisationsWhere } from '../../access/permissions.ts';
import type { Actor } from '../../access/actor.ts';
import { visiblePeople, visibleShelf, visibleTo } from '../../access/visible-to.ts';
import type { shelvedSource } from '../shelves/shelves.ts';
import type { MayFind } from '../shelves/thing-rights.ts';
import type { CatalogueType } from './catalogue-sources.ts';

/** Who searches, and which content types and kinds of hits are there for them. */
export interface Searcher {
	readonly actor: Actor;
	readonly types: readonly string[];
	/** Of kinds of things that have rights of their own. */
	readonly rights: ReadonlyMap<string, MayFind>;
}

/**
 * True for documents of the index that the reader may read: texts by their audience, and everything else by what it
 * belongs to.
 *
 * @param objectId column of the object's id, `search_documents.object_id`; `source` stands in the same table
 */
export function visibleDocuments(searcher: Searcher, objectId: string): RawBuilder<SqlBool> {
	const source = sql.ref(objectId.replace(/object_id$/, 'source'));
	const things = Object.entries(visibleThings).map(
		([type, visible]) => sql`when ${sql.lit(type)} then ${visible(searcher, objectId)}`,
	);
	return sql<SqlBool>`(case ${source} when 'content' then ${visibleTo(searcher.actor, objectId)}
		${sql.join(things, sql` `)} else 1 = 0 end)`;
}

/** True for a thing that the reader may find, by the column of its id. */
const visibleThings: Readonly<
	Record<CatalogueType | typeof shelvedSource, (searcher: Searcher, id: string) => RawBuilder<SqlBool>>
> = {
	person: ({ actor }, id) => sql<SqlBool>`exists (
		select 1 from people as found_person
		where found_person.id = ${sql.ref(id)} and found_person.disabled_at is null
		and ${visiblePeople(actor, 'found_person.id')}
	)`,
	/** The partners of the network know each other. */
	organisation: ({ actor }, id) =>
		actor.kind === 'anonymous'
			? sql<SqlBool>`1 = 0`
			: sql<SqlBool>`exists (select 1 from organisations as partner
				where partner.id = ${sql.ref(id)} and partner.archived_at is null)`,
	/** Those that hold something readable, and all of one's own for those who write there. */
	collection: ({ actor, types }, id) => sql<SqlBool>`exists (
		select 1 from collections as shelf where shelf.id = ${sql.ref(id)} and (
			shelf.organisation_id in (${sql.join([...organisationsWhere(actor, 'content.readDrafts'), ''])})
			or exists (
				select 1 from items as kept where kept.collection_id = shelf.id
				and kept.type in (${sql.join([...types, ''])}) and ${visibleTo(actor, 'kept.id')}
			)
		)
	)`,
	file: ({ actor, types }, id) => sql<SqlBool>`exists (
		select 1 from files as attached join items as holder on holder.id = attached.item_id
		where attached.id = ${sql.ref(id)} and attached.deleted_at is null
		and holder.type in (${sql.join([...types, ''])}) and ${visibleTo(actor, 'holder.id')}
	)`,
	shelved: ({ actor, types, rights }, id) => {
		const permitted = [...rights].map(
			([type, mayFind]) => sql`when ${type} then ${mayFind(actor, 'thing.id')}`,
		);
		return sql<SqlBool>`exists (
			select 1 from shelved as thing join shelves as shelf on shelf.id = thing.shelf_id
			where thing.id = ${sql.ref(id)} and shelf.type in (${sql.join([...types, ''])})
			and (case shelf.type ${sql.join([...permitted, sql`when '' then 1 = 0`], sql` `)}
				else ${visibleShelf(actor, 'shelf.id')} end)
		)`;
	},
};
