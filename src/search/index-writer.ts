import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import { distinctWords, encodeDocumentWords } from './document-words.ts';
import { numberWords } from './number-words.ts';
import type { PreparedDocument, SearchSource } from './prepared-document.ts';
import { grammars, type Grammar } from './stem.ts';
import { changeWords, countWords, insertWords, storedWords, type NewWord } from './word-statements.ts';

export interface DocumentKey {
	readonly source: string;
	readonly objectId: string;
	/** All of them if left out. */
	readonly language?: string;
}

/** Documents whose statements are asked for at the same moment: few enough that sending them holds nothing up. */
const writtenTogether = 50;

/** Replaces what was indexed for the same sources, objects and languages. */
export async function writeDocuments(
	transaction: Kysely<Schema>,
	given: readonly PreparedDocument[],
): Promise<void> {
	const documents = lastOfEach(given);
	const before = await storedDocuments(
		transaction,
		documents.map(({ source }) => source),
	);
	const version = await nextVersion(transaction, documents.length);
	const encode = await encoderFor(transaction, documents, version);
	const counts = createCounts();
	for (const { words } of before.values()) counts.add(words, -1);
	const write = async (document: PreparedDocument, position: number) => {
		const words = encode(document);
		counts.add(words, 1);
		await writeRows(transaction, document.source, words, version - position);
	};
	for (let start = 0; start < documents.length; start += writtenTogether) {
		const some = documents.slice(start, start + writtenTogether);
		await Promise.all(some.map((document, index) => write(document, start + index)));
	}
	await countWords(transaction, counts.all());
}

export async function removeDocuments(transaction: Kysely<Schema>, key: DocumentKey): Promise<void> {
	const stored = await storedDocuments(transaction, [key]);
	if (stored.size === 0) return;
	const version = await nextVersion(transaction, stored.size);
	const counts = createCounts();
	for (const [position, { id, words }] of [...stored.values()].entries()) {
		counts.add(words, -1);
		await transaction.deleteFrom('search_texts').where('document_id', '=', id).execute();
		await transaction.deleteFrom('search_documents').where('id', '=', id).execute();
		await transaction
			.insertInto('search_removals')
			.values({ version: version - position, document_id: id })
			.execute();
	}
	await countWords(transaction, counts.all());
}

/**
 * Words that no document holds any more leave the database. Memories keep them until they read the vocabulary anew,
 * where they lead to nothing.
 */
export async function forgetWords(transaction: Kysely<Schema>): Promise<void> {
	await transaction.deleteFrom('search_words').where('documents', '<=', 0).execute();
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

/** Numbers the words of these documents, new ones too, and answers what encodes each of them. */
export async function encoderFor(
	transaction: Kysely<Schema>,
	documents: readonly PreparedDocument[],
	version: number,
): Promise<(document: PreparedDocument) => Uint8Array> {
	const numbers = new Map<Grammar, ReadonlyMap<string, number>>();
	for (const grammar of grammars) {
		const ofGrammar = documents.filter((document) => document.grammar === grammar);
		if (ofGrammar.length > 0)
			numbers.set(grammar, await numbersFor(transaction, grammar, ofGrammar, version));
	}
	return (document) => {
		const ofGrammar = numbers.get(document.grammar);
		return encodeDocumentWords(numberWords(document, (word) => ofGrammar?.get(word) ?? 0));
	};
}

async function numbersFor(
	transaction: Kysely<Schema>,
	grammar: Grammar,
	documents: readonly PreparedDocument[],
	version: number,
): Promise<ReadonlyMap<string, number>> {
	const wanted = new Map<string, NewWord>();
	for (const { words } of documents) {
		for (const [word, prepared] of words) {
			const known = wanted.get(word);
			if (!known || prepared.form > known.form) wanted.set(word, { grammar, word, ...prepared });
		}
	}
	const stored = await storedWords(transaction, grammar, [...wanted.keys()]);
	const numbers = new Map(stored.map(({ id, word }) => [word, id]));
	const added = await insertWords(
		transaction,
		[...wanted.values()].filter(({ word }) => !numbers.has(word)),
		version,
	);
	for (const { id, word } of added) numbers.set(word, id);
	const changed = stored.flatMap(({ id, word, stem, form }) => {
		const now = wanted.get(word);
		if (!now || (now.stem === stem && now.form <= form)) return [];
		return [{ id, stem: now.stem, form: now.form > form ? now.form : form }];
	});
	await changeWords(transaction, changed, version);
	return numbers;
}

/** In how many documents more, or fewer, each word stands. */
export function createCounts() {
	const counts = new Map<number, number>();

	return {
		add(words: Uint8Array | null, documents: 1 | -1) {
			if (!words) return;
			for (const word of distinctWords(words)) counts.set(word, (counts.get(word) ?? 0) + documents);
		},
		all: (): ReadonlyMap<number, number> => counts,
	};
}

function lastOfEach(documents: readonly PreparedDocument[]): PreparedDocument[] {
	return [...new Map(documents.map((document) => [keyOf(document.source), document])).values()];
}

function keyOf({
	source,
	objectId,
	language,
}: Pick<SearchSource, 'source' | 'objectId' | 'language'>): string {
	return JSON.stringify([source, objectId, language]);
}

interface StoredDocument {
	readonly id: number;
	readonly words: Uint8Array | null;
}

async function storedDocuments(
	transaction: Kysely<Schema>,
	keys: readonly DocumentKey[],
): Promise<ReadonlyMap<string, StoredDocument>> {
	const rows = await transaction
		.selectFrom('search_documents')
		.innerJoin('search_texts', 'search_texts.document_id', 'search_documents.id')
		.select(['id', 'source', 'object_id as objectId', 'language', 'words'])
		.where('source', 'in', [...new Set(keys.map(({ source }) => source))])
		.where('object_id', 'in', [...new Set(keys.map(({ objectId }) => objectId))])
		.execute();
	const wanted = rows.filter((row) =>
		keys.some(
			(key) =>
				key.source === row.source &&
				key.objectId === row.objectId &&
				(key.language === undefined || key.language === row.language),
		),
	);
	return new Map(wanted.map((row) => [keyOf(row), { id: row.id, words: row.words }]));
}

async function writeRows(
	transaction: Kysely<Schema>,
	source: SearchSource,
	words: Uint8Array,
	version: number,
): Promise<void> {
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
		words: Buffer.from(words),
	};
	await transaction
		.insertInto('search_texts')
		.values({ document_id: id, ...text })
		.onConflict((conflict) => conflict.column('document_id').doUpdateSet(text))
		.execute();
}
