import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import type { FullTextIndex, IndexColumns } from './full-text-index.ts';
import {
	prepareDocument,
	type PreparedDocument,
	type PreparedField,
	type SearchSource,
} from './prepared-document.ts';
import type { Grammar } from './stem.ts';
import { sourceOf } from './stored-source.ts';
import { createWordCounter } from './word-counter.ts';

export interface DocumentKey {
	readonly source: string;
	readonly objectId: string;
	/** All of them if left out. */
	readonly language?: string;
}

/** Replaces what was indexed for the same sources, objects and languages. */
export async function writeDocuments(
	transaction: Kysely<Schema>,
	index: FullTextIndex,
	given: readonly PreparedDocument[],
): Promise<void> {
	const documents = lastOfEach(given);
	const before = await storedDocuments(
		transaction,
		documents.map(({ source }) => source),
	);
	const version = await nextVersion(transaction, documents.length);
	const known = await knownParts(transaction, index, documents);
	const counter = createWordCounter();
	for (const stored of before.values()) counter.count(stored, -1);
	for (const [position, document] of documents.entries()) {
		const words = document.grammar === 'de' ? withKnownParts(document.words, known) : document.words;
		const id = await writeRows(transaction, document.source, version - position);
		if (before.has(keyOf(document.source))) await index.remove(transaction, 'current', id);
		await index.insert(transaction, 'current', id, toColumns(document, words));
		counter.count({ grammar: document.grammar, words }, 1);
	}
	await index.countWords(transaction, counter.words(), version);
}

export async function removeDocuments(
	transaction: Kysely<Schema>,
	index: FullTextIndex,
	key: DocumentKey,
): Promise<void> {
	const stored = await storedDocuments(transaction, [key]);
	if (stored.size === 0) return;
	const counter = createWordCounter();
	for (const document of stored.values()) {
		counter.count(document, -1);
		await index.remove(transaction, 'current', document.id);
		await transaction.deleteFrom('search_texts').where('document_id', '=', document.id).execute();
		await transaction.deleteFrom('search_documents').where('id', '=', document.id).execute();
	}
	await index.countWords(transaction, counter.words(), await nextVersion(transaction, 1));
}

function lastOfEach(documents: readonly PreparedDocument[]): PreparedDocument[] {
	return [...new Map(documents.map((document) => [keyOf(document.source), document])).values()];
}

function keyOf({ source, objectId, language }: SearchSource): string {
	return JSON.stringify([source, objectId, language]);
}

interface StoredDocument {
	readonly id: number;
	readonly grammar: Grammar;
	readonly words: PreparedDocument['words'];
}

/** The words of what is indexed now are found by reading its text again. */
async function storedDocuments(
	transaction: Kysely<Schema>,
	keys: readonly DocumentKey[],
): Promise<ReadonlyMap<string, StoredDocument>> {
	const rows = await transaction
		.selectFrom('search_documents')
		.innerJoin('search_texts', 'search_texts.document_id', 'search_documents.id')
		.selectAll()
		.where('source', 'in', [...new Set(keys.map(({ source }) => source))])
		.where('object_id', 'in', [...new Set(keys.map(({ objectId }) => objectId))])
		.execute();
	const wanted = rows.filter((row) =>
		keys.some(
			(key) =>
				key.source === row.source &&
				key.objectId === row.object_id &&
				(key.language === undefined || key.language === row.language),
		),
	);
	return new Map(
		wanted.map((row) => {
			const source = sourceOf(row);
			const { grammar, words } = prepareDocument(source, () => '');
			return [keyOf(source), { id: row.id, grammar, words }];
		}),
	);
}

/** Takes so many numbers and answers the last. */
export async function nextVersion(transaction: Kysely<Schema>, count: number): Promise<number> {
	const { version } = await transaction
		.updateTable('search_state')
		.set((row) => ({ version: row('version', '+', count) }))
		.returning('version')
		.executeTakeFirstOrThrow();
	return version;
}

async function knownParts(
	transaction: Kysely<Schema>,
	index: FullTextIndex,
	documents: readonly PreparedDocument[],
): Promise<ReadonlyMap<string, string>> {
	const german = documents.filter(({ grammar }) => grammar === 'de');
	const words = new Set(german.flatMap((document) => [...document.words.keys()]));
	return words.size === 0 ? new Map() : index.knownParts(transaction, [...words]);
}

/** A word keeps the parts that it got first, so that the index knows it by the same ones everywhere. */
function withKnownParts(
	words: PreparedDocument['words'],
	known: ReadonlyMap<string, string>,
): PreparedDocument['words'] {
	return new Map([...words].map(([word, one]) => [word, { ...one, parts: known.get(word) ?? one.parts }]));
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

export function toColumns(document: PreparedDocument, words: PreparedDocument['words']): IndexColumns {
	const partsIn = (field: PreparedField) =>
		[...field.joined, ...field.words.map((word) => words.get(word)?.parts ?? '')]
			.filter((part) => part !== '')
			.join(' ');
	return {
		title: document.title.stems,
		titleParts: partsIn(document.title),
		headings: document.headings.stems,
		body: document.body.stems,
		parts: `${partsIn(document.headings)} ${partsIn(document.body)}`,
	};
}
