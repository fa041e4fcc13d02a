import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { Schema } from '../database/schema.ts';

/**
 * Of documents that match, those that the reader may read at this moment, with how often each was opened. Memory knows
 * nothing of rights: totals and facets count these alone.
 */
export async function readableDocuments(
	database: Kysely<Schema>,
	ids: readonly number[],
	visible: (itemIdColumn: string) => RawBuilder<SqlBool>,
): Promise<ReadonlyMap<number, number>> {
	if (ids.length === 0) return new Map();
	const rows = await database
		.selectFrom('search_documents')
		.select(['search_documents.id', 'uses'])
		.where('search_documents.id', 'in', sql<number>`(select value from json_each(${JSON.stringify(ids)}))`)
		.where(visible('search_documents.object_id'))
		.execute();
	return new Map(rows.map(({ id, uses }) => [id, uses]));
}
