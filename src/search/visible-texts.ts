import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { Schema } from '../database/schema.ts';

export interface VisibleText {
	readonly source: string;
	readonly objectId: string;
	readonly title: string;
	readonly text: string;
}

/** What was indexed of these documents, as far as the reader may read it; the beginning of very long texts. */
export async function visibleTexts(
	database: Kysely<Schema>,
	ids: readonly number[],
	visible: RawBuilder<SqlBool>,
): Promise<ReadonlyMap<number, VisibleText>> {
	if (ids.length === 0) return new Map();
	const rows = await database
		.selectFrom('search_texts')
		.innerJoin('search_documents', 'search_documents.id', 'search_texts.document_id')
		.select([
			'document_id',
			'source',
			'object_id as objectId',
			'title',
			sql<string>`substr(text, 1, ${sql.lit(longestRead)})`.as('text'),
		])
		.where('document_id', 'in', sql<number>`(select value from json_each(${JSON.stringify(ids)}))`)
		.where(visible)
		.execute();
	return new Map(rows.map(({ document_id, ...text }) => [document_id, text]));
}

/** Letters; some more than the words among which passages are looked for. */
const longestRead = 60_000;
