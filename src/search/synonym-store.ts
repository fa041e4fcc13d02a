import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../database/schema.ts';
import { VerbundError } from '../errors.ts';
import { createId } from '../ids.ts';
import { defaultSynonyms } from './default-synonyms.ts';
import { foldWords } from './fold-words.ts';

/** Words and phrases that mean the same. */
export interface SynonymGroup {
	readonly id: string;
	/** Empty for the whole network. */
	readonly organisationId: string;
	readonly terms: readonly string[];
	/** Raised by each change. */
	readonly revision: number;
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
		revision: row.revision,
	}));
}

export async function listSynonyms(database: Kysely<Schema>): Promise<readonly SynonymGroup[]> {
	const { synonyms } = await database.selectFrom('search_state').select('synonyms').executeTakeFirstOrThrow();
	return readSynonymGroups(database, synonyms);
}

export interface SynonymChange {
	/** Absent for a new group. */
	readonly id?: string | undefined;
	/** Of the group as whoever changes it has seen it. */
	readonly revision?: number | undefined;
	readonly organisationId: string;
	readonly terms: readonly string[];
}

/**
 * Adds or changes a group. The first edit copies the default ones, so that they can be edited like any other.
 *
 * @throws VerbundError `search.synonymsChanged` or `search.synonymsRemoved` if somebody else was quicker,
 * `search.synonymsKnown` if another group says the same, `search.synonymsFull`
 */
export async function saveSynonyms(
	transaction: Kysely<Schema>,
	{ id, revision = 0, organisationId, terms: said }: SynonymChange,
): Promise<string> {
	const groups = await takeOverDefaults(transaction, organisationId);
	const same = groups.find((group) => group.id !== id && sayTheSame(group.terms, said));
	if (same) throw new VerbundError('search.synonymsKnown', { values: { terms: same.terms.join(', ') } });
	if (id === undefined) {
		if (groups.length >= mostGroups) {
			throw new VerbundError('search.synonymsFull', { values: { limit: mostGroups } });
		}
		const group = { id: createId(), organisationId, terms: said };
		await transaction.insertInto('search_synonyms').values(toRow(group)).execute();
		return group.id;
	}
	const { numUpdatedRows } = await transaction
		.updateTable('search_synonyms')
		.set((group) => ({ terms: JSON.stringify(said), revision: group('revision', '+', 1) }))
		.where('id', '=', id)
		.where('organisation_id', '=', organisationId)
		.where('revision', '=', revision)
		.executeTakeFirst();
	if (numUpdatedRows === 0n) throw changed(groups, id);
	return id;
}

/** @throws VerbundError `search.synonymsChanged` or `search.synonymsRemoved` if somebody else was quicker */
export async function removeSynonyms(
	transaction: Kysely<Schema>,
	{ id, revision, organisationId }: { id: string; revision: number; organisationId: string },
): Promise<void> {
	const groups = await takeOverDefaults(transaction, organisationId);
	const { numDeletedRows } = await transaction
		.deleteFrom('search_synonyms')
		.where('id', '=', id)
		.where('organisation_id', '=', organisationId)
		.where('revision', '=', revision)
		.executeTakeFirst();
	if (numDeletedRows === 0n) throw changed(groups, id);
}

/** Words that could be searched for: without control characters, each once however it is spelt. */
export function readTerms(text: string): string[] {
	const written = text
		.normalize('NFC')
		.split(/[\n;,]/)
		.map((term) => term.replace(/[\p{Control}\p{Format}\s]+/gu, ' ').trim())
		.filter((term) => foldWords(term) !== '');
	return [...new Map(written.map((term) => [foldWords(term), term])).values()];
}

const mostGroups = 2000;
const terms = z.array(z.string());

/** Also tells every process that the list has changed. Answers the groups of the organisation. */
async function takeOverDefaults(
	transaction: Kysely<Schema>,
	organisationId: string,
): Promise<readonly SynonymGroup[]> {
	const { synonyms } = await transaction
		.updateTable('search_state')
		.set((row) => ({ synonyms: row('synonyms', '+', 1) }))
		.returning('synonyms')
		.executeTakeFirstOrThrow();
	if (synonyms === 1)
		await transaction.insertInto('search_synonyms').values(defaultGroups().map(toRow)).execute();
	const groups = await readSynonymGroups(transaction, synonyms);
	return groups.filter((group) => group.organisationId === organisationId);
}

function changed(groups: readonly SynonymGroup[], id: string): VerbundError {
	const now = groups.find((group) => group.id === id);
	return now
		? new VerbundError('search.synonymsChanged', { values: { terms: now.terms.join(', ') } })
		: new VerbundError('search.synonymsRemoved');
}

function sayTheSame(terms: readonly string[], others: readonly string[]): boolean {
	const folded = new Set(terms.map(foldWords));
	return folded.size === others.length && others.every((term) => folded.has(foldWords(term)));
}

function defaultGroups(): SynonymGroup[] {
	return defaultSynonyms.map((group, index) => ({
		id: `default-${String(index + 1).padStart(2, '0')}`,
		organisationId: '',
		terms: group,
		revision: 1,
	}));
}

function toRow(group: Pick<SynonymGroup, 'id' | 'organisationId' | 'terms'>) {
	return { id: group.id, organisation_id: group.organisationId, terms: JSON.stringify(group.terms) };
}
