import type { Kysely, RawBuilder, SqlBool } from 'kysely';
import type { Schema } from '../database/schema.ts';

export interface OpenedHit {
	/** `content`, or the type of another thing. */
	readonly source: string;
	readonly objectId: string;
	/** What the person may read. */
	readonly visible: (objectIdColumn: string) => RawBuilder<SqlBool>;
}

/** Somebody opened it from the hits. Who does not matter and is not kept. */
export async function recordUse(
	transaction: Kysely<Schema>,
	{ source, objectId, visible }: OpenedHit,
): Promise<void> {
	await transaction
		.updateTable('search_documents')
		.set((row) => ({ uses: row('uses', '+', 1) }))
		.where('source', '=', source)
		.where('object_id', '=', objectId)
		.where(visible('search_documents.object_id'))
		.execute();
}
