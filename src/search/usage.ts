import { sql, type Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import { fold } from './fold.ts';
import { words } from './words.ts';

/** Somebody opened it from the hits. Who does not matter and is not kept. */
export async function recordUse(
	transaction: Kysely<Schema>,
	{ source, objectId }: { source: string; objectId: string },
): Promise<void> {
	await transaction
		.updateTable('search_documents')
		.set((row) => ({ uses: row('uses', '+', 1) }))
		.where('source', '=', source)
		.where('object_id', '=', objectId)
		.execute();
}

export interface SearchMiss {
	readonly text: string;
	readonly language: string;
	/** Empty outside of organisations. */
	readonly organisationId: string;
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** A search that found nothing, for those who can write what is missing. Without the person. */
export async function recordMiss(transaction: Kysely<Schema>, miss: SearchMiss): Promise<void> {
	const query = normalise(miss.text);
	if (query === '') return;
	await transaction
		.insertInto('search_misses')
		.values({
			query,
			language: miss.language,
			organisation_id: miss.organisationId,
			count: 1,
			last_at: miss.at,
		})
		.onConflict((conflict) =>
			conflict
				.columns(['query', 'language', 'organisation_id'])
				.doUpdateSet({ count: sql<number>`search_misses.count + 1`, last_at: miss.at }),
		)
		.execute();
}

function normalise(text: string): string {
	return words(text.slice(0, longestQuery))
		.map(({ start, end }) => fold(text.slice(start, end)))
		.filter((word) => word !== '')
		.join(' ');
}

const longestQuery = 200;
