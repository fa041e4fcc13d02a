import type { Kysely } from 'kysely';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Schema } from '../database/schema.ts';
import { splitCompound, type Lexicon } from './compounds.ts';
import type { FullTextIndex } from './full-text-index.ts';
import { nextVersion, toColumns } from './index-writer.ts';
import { prepareDocument, type PreparedDocument } from './prepared-document.ts';
import { sourceOf } from './stored-source.ts';
import { createWordCounter, lexiconOf, type WordCounter } from './word-counter.ts';

export interface RebuildOptions {
	/** For reading. */
	readonly database: Kysely<Schema>;
	readonly transaction: (work: (transaction: Kysely<Schema>) => Promise<void>) => Promise<void>;
	readonly onProgress?: (done: number, total: number) => void;
	readonly signal?: AbortSignal;
}

/**
 * Makes the index anew from the stored texts, beside the one in use, and swaps them at the end. A first pass
 * learns the vocabulary, a second one splits compounds by all of it. What was written meanwhile is caught up with
 * in the transaction that swaps.
 */
export async function rebuildIndex(index: FullTextIndex, options: RebuildOptions): Promise<void> {
	const { database, transaction, onProgress, signal } = options;
	const ids = await documentIds(database);
	const progress = async (done: number) => {
		onProgress?.(done, 2 * ids.length);
		await nextTurn();
		signal?.throwIfAborted();
	};
	const next = createNextIndex(index, await learnWords(database, ids, progress));
	try {
		await transaction((open) => index.createNext(open));
		for (let start = 0; start < ids.length; start += chunkSize) {
			const documents = await readDocuments(database, ids.slice(start, start + chunkSize), next.split);
			await transaction((open) => next.insert(open, documents));
			await progress(ids.length + start + documents.length);
		}
		await transaction((open) => next.finish(open));
	} catch (error) {
		await transaction((open) => index.dropNext(open));
		throw error;
	}
}

const chunkSize = 100;

interface StoredDocument {
	readonly id: number;
	readonly version: number;
	readonly prepared: PreparedDocument;
}

async function documentIds(database: Kysely<Schema>): Promise<number[]> {
	const rows = await database.selectFrom('search_documents').select('id').orderBy('id').execute();
	return rows.map(({ id }) => id);
}

async function readDocuments(
	database: Kysely<Schema>,
	ids: readonly number[],
	split: (word: string) => string,
): Promise<StoredDocument[]> {
	const rows = await database
		.selectFrom('search_documents')
		.innerJoin('search_texts', 'search_texts.document_id', 'search_documents.id')
		.selectAll()
		.where('id', 'in', ids)
		.execute();
	return rows.map((row) => ({
		id: row.id,
		version: row.version,
		prepared: prepareDocument(sourceOf(row), split),
	}));
}

async function learnWords(
	database: Kysely<Schema>,
	ids: readonly number[],
	progress: (done: number) => Promise<void>,
): Promise<Lexicon> {
	const words = createWordCounter();
	for (let start = 0; start < ids.length; start += chunkSize) {
		const documents = await readDocuments(database, ids.slice(start, start + chunkSize), () => '');
		for (const { prepared } of documents) words.count(prepared, 1);
		await progress(start + documents.length);
	}
	return lexiconOf(words.words());
}

/** The index in the making and what is in it. */
function createNextIndex(index: FullTextIndex, lexicon: Lexicon) {
	const words = createWordCounter();
	const inserted = new Map<number, Pick<PreparedDocument, 'grammar' | 'words'> & { version: number }>();
	const splits = new Map<string, string>();

	return { split, insert, finish };

	/** Each word is split once. */
	function split(word: string): string {
		const known = splits.get(word);
		if (known !== undefined) return known;
		const parts = splitCompound(word, lexicon).join(' ');
		splits.set(word, parts);
		return parts;
	}

	async function insert(open: Kysely<Schema>, documents: readonly StoredDocument[]): Promise<void> {
		for (const { id, version, prepared } of documents) {
			await index.insert(open, 'next', id, toColumns(prepared, prepared.words));
			words.count(prepared, 1);
			inserted.set(id, { version, grammar: prepared.grammar, words: prepared.words });
		}
	}

	async function finish(open: Kysely<Schema>): Promise<void> {
		const current = await open.selectFrom('search_documents').select(['id', 'version']).execute();
		const versions = new Map(current.map(({ id, version }) => [id, version]));
		for (const [id, document] of inserted) {
			if (versions.get(id) === document.version) continue;
			await index.remove(open, 'next', id);
			words.count(document, -1);
			inserted.delete(id);
		}
		const missing = [...versions.keys()].filter((id) => !inserted.has(id));
		for (let start = 0; start < missing.length; start += chunkSize) {
			await insert(open, await readDocuments(open, missing.slice(start, start + chunkSize), split));
		}
		await index.swap(open);
		await replaceWords(open, index, words);
	}
}

async function replaceWords(open: Kysely<Schema>, index: FullTextIndex, counter: WordCounter): Promise<void> {
	const version = await nextVersion(open, 1);
	const words = counter.words();
	await open.deleteFrom('search_words').execute();
	for (let start = 0; start < words.length; start += 5000) {
		await index.countWords(open, words.slice(start, start + 5000), version);
	}
	await open.updateTable('search_state').set({ generation: version }).execute();
}
