import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../database/schema.ts';
import type { FullTextIndex, IndexColumns, WordChange } from './full-text-index.ts';
import { prepareDocument, type PreparedDocument, type PreparedField, type SearchSource } from './prepared-document.ts';

export interface DocumentKey {
	readonly source: string;
	readonly objectId: string;
	/** All of them if left out. */
	readonly language?: string;
}

/** Replaces what was indexed for the same source, object and language. */
export async function writeDocument(
	transaction: Kysely<Schema>,
	index: FullTextIndex,
	document: PreparedDocument,
): Promise<void> {
	const { source, grammar } = document;
	const [before] = await storedDocuments(transaction, source);
	const version = await nextVersion(transaction);
	const parts = await partsOf(transaction, index, document);
	const id = await writeRows(transaction, source, version);
	if (before) await index.remove(transaction, id);
	await index.insert(transaction, id, toColumns(document, parts));
	const changes = new Map<string, WordChange>();
	for (const [word, known] of document.words) {
		changes.set(word, { word, ...known, parts: parts.get(word) ?? '', documents: 1 });
	}
	for (const [word, known] of before?.words ?? []) {
		const change = changes.get(word);
		if (change) changes.delete(word);
		else changes.set(word, { word, ...known, documents: -1 });
	}
	await index.countWords(transaction, grammar, [...changes.values()], version);
}

export async function removeDocuments(
	transaction: Kysely<Schema>,
	index: FullTextIndex,
	key: DocumentKey,
): Promise<void> {
	const stored = await storedDocuments(transaction, key);
	for (const { id, grammar, words } of stored) {
		const version = await nextVersion(transaction);
		const changes = [...words].map(([word, known]) => ({ word, ...known, documents: -1 }));
		await index.remove(transaction, id);
		await index.countWords(transaction, grammar, changes, version);
		await transaction.deleteFrom('search_texts').where('document_id', '=', id).execute();
		await transaction.deleteFrom('search_documents').where('id', '=', id).execute();
	}
}
