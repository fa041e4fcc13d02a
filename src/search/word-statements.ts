import { sql, type Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import type { Grammar } from './stem.ts';

/** A word that is new to the database. */
export interface NewWord {
	readonly grammar: Grammar;
	readonly word: string;
	readonly stem: string;
	readonly form: string;
}

export interface StoredWord {
	readonly id: number;
	readonly word: string;
	readonly stem: string;
	readonly form: string;
}

// Lists go to SQLite as one parameter of JSON: a statement with a parameter for each would be prepared for each length.

export async function storedWords(
	transaction: Kysely<Schema>,
	grammar: Grammar,
	words: readonly string[],
): Promise<readonly StoredWord[]> {
	const { rows } = await sql<StoredWord>`
		select id, word, stem, form from search_words
		where grammar = ${grammar} and word in (select value from json_each(${JSON.stringify(words)}))
	`.execute(transaction);
	return rows;
}

export async function insertWords(
	transaction: Kysely<Schema>,
	words: readonly NewWord[],
	version: number,
): Promise<readonly StoredWord[]> {
	if (words.length === 0) return [];
	const given = words.map(({ grammar, word, stem, form }) => [grammar, word, stem, form]);
	const { rows } = await sql<StoredWord>`
		insert into search_words (grammar, word, stem, form, parts, documents, version)
		select value ->> 0, value ->> 1, value ->> 2, value ->> 3, '', 0, ${version}
		from json_each(${JSON.stringify(given)})
		returning id, word, stem, form
	`.execute(transaction);
	return rows;
}

/** @param changes how many documents more hold each word; negative for fewer */
export async function countWords(
	transaction: Kysely<Schema>,
	changes: ReadonlyMap<number, number>,
): Promise<void> {
	const changed = [...changes].filter(([, documents]) => documents !== 0);
	if (changed.length === 0) return;
	await sql`
		update search_words set documents = search_words.documents + (change.value ->> 1)
		from json_each(${JSON.stringify(changed)}) as change
		where search_words.id = change.value ->> 0
	`.execute(transaction);
}

export async function changeWords(
	transaction: Kysely<Schema>,
	words: readonly Pick<StoredWord, 'id' | 'stem' | 'form'>[],
	version: number,
): Promise<void> {
	if (words.length === 0) return;
	const given = words.map(({ id, stem, form }) => [id, stem, form]);
	await sql`
		update search_words set stem = change.value ->> 1, form = change.value ->> 2, version = ${version}
		from json_each(${JSON.stringify(given)}) as change
		where search_words.id = change.value ->> 0
	`.execute(transaction);
}

export async function changeParts(
	transaction: Kysely<Schema>,
	parts: ReadonlyMap<number, string>,
): Promise<void> {
	if (parts.size === 0) return;
	await sql`
		update search_words set parts = change.value ->> 1
		from json_each(${JSON.stringify([...parts])}) as change
		where search_words.id = change.value ->> 0
	`.execute(transaction);
}
