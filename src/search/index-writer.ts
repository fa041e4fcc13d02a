import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import type { FullTextIndex, IndexColumns, WordChange } from './full-text-index.ts';
import {
	prepareDocument,
	type PreparedDocument,
	type PreparedField,
	type SearchSource,
} from './prepared-document.ts';
import { sourceOf } from './stored-source.ts';

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
	if (before) await index.remove(transaction, 'current', id);
	await index.insert(transaction, 'current', id, toColumns(document, parts));
	const changes = new Map<string, WordChange>();
	for (const [word, known] of document.words) {
		changes.set(word, { grammar, word, ...known, parts: parts.get(word) ?? '', documents: 1 });
	}
	for (const [word, known] of before?.words ?? []) {
		const change = changes.get(word);
		if (change) changes.delete(word);
		else changes.set(word, { grammar, word, ...known, documents: -1 });
	}
	await index.countWords(transaction, [...changes.values()], version);
}

export async function removeDocuments(
	transaction: Kysely<Schema>,
	index: FullTextIndex,
	key: DocumentKey,
): Promise<void> {
	const stored = await storedDocuments(transaction, key);
	for (const { id, grammar, words } of stored) {
		const version = await nextVersion(transaction);
		const changes = [...words].map(([word, known]) => ({ grammar, word, ...known, documents: -1 }));
		await index.remove(transaction, 'current', id);
		await index.countWords(transaction, changes, version);
		await transaction.deleteFrom('search_texts').where('document_id', '=', id).execute();
		await transaction.deleteFrom('search_documents').where('id', '=', id).execute();
	}
}

interface StoredDocument {
	readonly id: number;
	readonly grammar: PreparedDocument['grammar'];
	readonly words: PreparedDocument['words'];
}

/** The words of what is indexed now are found by reading its text again. */
async function storedDocuments(transaction: Kysely<Schema>, key: DocumentKey): Promise<StoredDocument[]> {
	let rows = transaction
		.selectFrom('search_documents')
		.innerJoin('search_texts', 'search_texts.document_id', 'search_documents.id')
		.selectAll()
		.where('source', '=', key.source)
		.where('object_id', '=', key.objectId);
	if (key.language !== undefined) rows = rows.where('language', '=', key.language);
	const stored = await rows.execute();
	return stored.map((row) => {
		const { grammar, words } = prepareDocument(sourceOf(row), () => '');
		return { id: row.id, grammar, words };
	});
}

export async function nextVersion(transaction: Kysely<Schema>): Promise<number> {
	const { version } = await transaction
		.updateTable('search_state')
		.set((row) => ({ version: row('version', '+', 1) }))
		.returning('version')
		.executeTakeFirstOrThrow();
	return version;
}

/** A word keeps the parts that it got first, so that the index knows it by the same ones everywhere. */
async function partsOf(
	transaction: Kysely<Schema>,
	index: FullTextIndex,
	{ grammar, words }: PreparedDocument,
): Promise<ReadonlyMap<string, string>> {
	const known = await index.knownParts(transaction, grammar, [...words.keys()]);
	return new Map([...words].map(([word, { parts }]) => [word, known.get(word) ?? parts]));
}

async function writeRows(
	transaction: Kysely<Schema>,
	source: SearchSource,
	version: number,
): Promise<number> {
	const changing = {
		type: source.type,
		organisation_id: source.organisationId,
		title: source.title,
		updated_at: source.updatedAt,
		version,
	};
	const { id } = await transaction
		.insertInto('search_documents')
		.values((row) => ({
			...changing,
			// The number of this write is nobody else's.
			object: row.fn.coalesce(
				row
					.selectFrom('search_documents as variant')
					.select('variant.object')
					.where('variant.source', '=', source.source)
					.where('variant.object_id', '=', source.objectId)
					.limit(1),
				row.val(version),
			),
			source: source.source,
			object_id: source.objectId,
			language: source.language,
			uses: 0,
		}))
		.onConflict((conflict) => conflict.columns(['source', 'object_id', 'language']).doUpdateSet(changing))
		.returning('id')
		.executeTakeFirstOrThrow();
	const text = {
		headings: JSON.stringify(source.headings),
		tags: JSON.stringify(source.tags ?? []),
		text: source.text,
	};
	await transaction
		.insertInto('search_texts')
		.values({ document_id: id, ...text })
		.onConflict((conflict) => conflict.column('document_id').doUpdateSet(text))
		.execute();
	return id;
}

export function toColumns(document: PreparedDocument, parts: ReadonlyMap<string, string>): IndexColumns {
	const partsIn = ({ joined, words }: PreparedField) =>
		[...joined, ...words.map((word) => parts.get(word) ?? '')].filter((part) => part !== '').join(' ');
	return {
		title: document.title.stems,
		titleParts: partsIn(document.title),
		headings: document.headings.stems,
		body: document.body.stems,
		parts: `${partsIn(document.headings)} ${partsIn(document.body)}`,
	};
}
