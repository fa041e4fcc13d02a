import { sql, type RawBuilder } from 'kysely';
import { visibleTo, workingVisibleTo } from '../../access/visible-to.ts';
import type { Database } from '../../database/database.ts';
import type { Reader } from '../reader.ts';

/** Which items somebody wants to take along. */
export interface ExportScope {
	readonly organisationId?: string;
	/** With all collections below it. */
	readonly collectionId?: string;
	readonly itemId?: string;
	readonly itemIds?: readonly string[];
}

export interface ExportableVariant {
	readonly id: string;
	readonly type: string;
	readonly slug: string;
	readonly source_language: string;
	readonly collection_id: string | null;
	readonly checked_at: number | null;
	readonly review_due_at: number | null;
	readonly organisation_slug: string;
	readonly organisation_id: string;
	readonly language: string;
	readonly published_revision: number | null;
	readonly draft_revision: number | null;
	/** 1 where the reader works on it and gets drafts too. */
	readonly works: number;
}

/** Variants that the reader may read or works on, the source language of each item first. */
export async function exportableVariants(
	database: Database,
	{ actor, types }: Reader,
	{ organisationId, collectionId, itemId, itemIds }: ExportScope,
): Promise<readonly ExportableVariant[]> {
	const works = workingVisibleTo(actor, 'items.id');
	const conditions: RawBuilder<unknown>[] = [
		sql`items.deleted_at is null`,
		sql`items.type in (${sql.join([...types, ''])})`,
		sql`(${works} or (variant.published_revision is not null and ${visibleTo(actor, 'items.id')}))`,
		...(organisationId === undefined ? [] : [sql`items.organisation_id = ${organisationId}`]),
		...(itemId === undefined ? [] : [sql`items.id = ${itemId}`]),
		...(itemIds === undefined ? [] : [sql`items.id in (${sql.join([...itemIds, ''])})`]),
		...(collectionId === undefined ? [] : [isBelow(collectionId)]),
	];
	const { rows } = await sql<ExportableVariant>`select items.id, items.type, items.slug, items.source_language,
			items.collection_id, items.checked_at, items.review_due_at, organisations.slug as organisation_slug,
			organisations.id as organisation_id, variant.language, variant.published_revision, variant.draft_revision,
			case when ${works} then 1 else 0 end as works
		from items
		join organisations on organisations.id = items.organisation_id
		join item_variants variant on variant.item_id = items.id
		where ${sql.join(conditions, sql` and `)}
		order by items.id, case when variant.language = items.source_language then 0 else 1 end, variant.language`.execute(
		database.query,
	);
	return rows;
}

/** Of all files that belong to these items; their texts are small beside them. */
export async function bytesOfFiles(database: Database, reader: Reader, scope: ExportScope): Promise<number> {
	const ids = new Set((await exportableVariants(database, reader, scope)).map(({ id }) => id));
	const sizes = await database.query
		.selectFrom('files')
		.select(['item_id', ({ fn }) => fn.sum<number>('size').as('bytes')])
		.where('item_id', 'is not', null)
		.groupBy('item_id')
		.execute();
	return sizes.reduce((sum, { item_id: id, bytes }) => sum + (id !== null && ids.has(id) ? Number(bytes) : 0), 0);
}

function isBelow(collectionId: string): RawBuilder<unknown> {
	return sql`items.collection_id in (
		with recursive below (id) as (
			select id from collections where id = ${collectionId}
			union
			select collections.id from collections join below on collections.parent_id = below.id
		) select id from below)`;
}
