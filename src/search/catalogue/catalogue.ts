import type { Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import type { Search } from '../search.ts';
import { shelvedSource } from '../shelves/shelves.ts';
import { catalogueTypes, readCatalogueSources, type CatalogueType } from './catalogue-sources.ts';

/** Keeps people, organisations, collections and files in the index, from what the database notes as changed. */
export interface Catalogue {
	/** Writes what has changed, in the transaction that runs; without any it costs one read. */
	update(): Promise<void>;
	/** Until nothing is left: at the start, and after what did not come through a command. */
	catchUp(): Promise<void>;
}

export function createCatalogue({ database, search }: { database: Database; search: Search }): Catalogue {
	const step = () => database.transaction((transaction) => indexChanges(transaction, search));

	return {
		async update() {
			await step();
		},
		async catchUp() {
			while ((await step()) === mostAtOnce);
		},
	};
}

const mostAtOnce = 200;

/** Answers how many there were. */
async function indexChanges(transaction: Kysely<Schema>, search: Search): Promise<number> {
	const changes = await transaction.selectFrom('search_changes').selectAll().limit(mostAtOnce).execute();
	for (const type of catalogueTypes) {
		const ids = changes.filter(({ source }) => source === type).map(({ object_id }) => object_id);
		if (ids.length > 0) await indexThings(transaction, search, type, ids);
	}
	const left = changes.filter(({ source }) => source === shelvedSource).map(({ object_id }) => object_id);
	if (left.length > 0) {
		await removeThings(transaction, search, shelvedSource, left);
		await forgetChanges(transaction, shelvedSource, left);
	}
	return changes.length;
}

async function indexThings(
	transaction: Kysely<Schema>,
	search: Search,
	type: CatalogueType,
	ids: readonly string[],
): Promise<void> {
	const sources = await readCatalogueSources(transaction, type, ids);
	const found = new Set(sources.map(({ objectId }) => objectId));
	if (sources.length > 0) {
		await search.writeAll(
			transaction,
			sources.map((source) => search.prepare(source)),
		);
	}
	await removeThings(
		transaction,
		search,
		type,
		ids.filter((id) => !found.has(id)),
	);
	await forgetChanges(transaction, type, ids);
}

async function removeThings(
	transaction: Kysely<Schema>,
	search: Search,
	source: string,
	ids: readonly string[],
): Promise<void> {
	for (const objectId of ids) await search.remove(transaction, { source, objectId });
	await search.forgetWords(transaction);
}

async function forgetChanges(
	transaction: Kysely<Schema>,
	source: string,
	ids: readonly string[],
): Promise<void> {
	await transaction
		.deleteFrom('search_changes')
		.where('source', '=', source)
		.where('object_id', 'in', [...ids, ''])
		.execute();
}
