import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../database/schema.ts';
import { defaultSynonyms } from './default-synonyms.ts';

/** Words and phrases that mean the same. */
export interface SynonymGroup {
	readonly id: string;
	/** Empty for the whole network. */
	readonly organisationId: string;
	readonly terms: readonly string[];
}

/** As the search uses them: the default ones until somebody edits the list. */
export async function readSynonymGroups(
	database: Kysely<Schema>,
	edits: number,
): Promise<readonly SynonymGroup[]> {
	if (edits === 0) return defaultGroups();
	const rows = await database.selectFrom('search_synonyms').selectAll().orderBy('id').execute();
	return rows.map((row) => ({
		id: row.id,
		organisationId: row.organisation_id,
		terms: terms.parse(JSON.parse(row.terms)),
	}));
}

export async function listSynonyms(database: Kysely<Schema>): Promise<readonly SynonymGroup[]> {
	const { synonyms } = await database.selectFrom('search_state').select('synonyms').executeTakeFirstOrThrow();
	return readSynonymGroups(database, synonyms);
}

/** Adds or replaces a group. The first edit copies the default ones, so that they can be edited like any other. */
export async function saveSynonyms(transaction: Kysely<Schema>, group: SynonymGroup): Promise<void> {
	await takeOverDefaults(transaction);
	await transaction
		.insertInto('search_synonyms')
		.values(toRow(group))
		.onConflict((conflict) =>
			conflict
				.column('id')
				.doUpdateSet({ organisation_id: group.organisationId, terms: JSON.stringify(group.terms) }),
		)
		.execute();
}

export async function removeSynonyms(transaction: Kysely<Schema>, id: string): Promise<void> {
	await takeOverDefaults(transaction);
	await transaction.deleteFrom('search_synonyms').where('id', '=', id).execute();
}

const terms = z.array(z.string());

/** Also tells every process that the list has changed. */
async function takeOverDefaults(transaction: Kysely<Schema>): Promise<void> {
	const { synonyms } = await transaction
		.updateTable('search_state')
		.set((row) => ({ synonyms: row('synonyms', '+', 1) }))
		.returning('synonyms')
		.executeTakeFirstOrThrow();
	if (synonyms > 1) return;
	await transaction.insertInto('search_synonyms').values(defaultGroups().map(toRow)).execute();
}

function defaultGroups(): SynonymGroup[] {
	return defaultSynonyms.map((group, index) => ({
		id: `default-${String(index + 1).padStart(2, '0')}`,
		organisationId: '',
		terms: group,
	}));
}

function toRow(group: SynonymGroup) {
	return { id: group.id, organisation_id: group.organisationId, terms: JSON.stringify(group.terms) };
}
