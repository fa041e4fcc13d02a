import type { Kysely } from 'kysely';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Schema } from '../database/schema.ts';
import { splitCompound, type Lexicon } from './compounds.ts';
import { createCounts, encoderFor, forgetWords, nextVersion } from './index-writer.ts';
import { prepareDocument, type PreparedDocument } from './prepared-document.ts';
import { sourceOf } from './stored-source.ts';
import { changeParts, countWords } from './word-statements.ts';

export interface RebuildOptions {
	/** For reading. */
	readonly database: Kysely<Schema>;
	readonly transaction: (work: (transaction: Kysely<Schema>) => Promise<void>) => Promise<void>;
	readonly onProgress?: (done: number, total: number) => void;
	readonly signal?: AbortSignal;
}

/**
 * Reads the stored texts anew, document by document: the index answers from first to last, and one that is called off
 * is whole. At the end the compounds are split by all words that there are, and every process starts from there.
 */
export async function rebuildIndex(options: RebuildOptions): Promise<void> {
	const { database, transaction, onProgress, signal } = options;
	const ids = await documentIds(database);
	for (let start = 0; start < ids.length; start += chunkSize) {
		signal?.throwIfAborted();
		const documents = await readDocuments(database, ids.slice(start, start + chunkSize));
		await transaction((open) => replaceWords(open, documents));
		onProgress?.(start + documents.length, ids.length);
		await nextTurn();
	}
	signal?.throwIfAborted();
	await transaction(async (open) => {
		await countAnew(open);
		await forgetWords(open);
	});
	await splitCompounds({ database, transaction });
	await transaction(async (open) => {
		const generation = await nextVersion(open, 1);
		await open.deleteFrom('search_removals').execute();
		await open.updateTable('search_state').set({ generation }).execute();
	});
}

/** Splits the compounds among the words of the database by all of them, after many documents came at once. */
export async function splitCompounds({
	database,
	transaction,
}: Pick<RebuildOptions, 'database' | 'transaction'>): Promise<void> {
	const { version } = await database.selectFrom('search_state').select('version').executeTakeFirstOrThrow();
	const words = await database
		.selectFrom('search_words')
		.select(['id', 'grammar', 'word', 'stem', 'parts', 'documents'])
		.execute();
	const lexicon = lexiconOf(words);
	const changes = new Map<number, string>();
	let turn = performance.now();
	for (const { id, grammar, word, parts } of words) {
		if (grammar !== 'de') continue;
		const split = splitCompound(word, lexicon).join(' ');
		if (split !== parts) changes.set(id, split);
		if (performance.now() - turn < longestTurn) continue;
		await nextTurn();
		turn = performance.now();
	}
	await transaction(async (open) => {
		await changeParts(open, changes);
		await open.updateTable('search_state').set({ compounds: version }).execute();
	});
}

const chunkSize = 100;
/** Milliseconds, then others may be answered. */
const longestTurn = 5;

interface StoredDocument {
	readonly id: number;
	readonly version: number;
	readonly prepared: PreparedDocument;
}

async function documentIds(database: Kysely<Schema>): Promise<number[]> {
	const rows = await database.selectFrom('search_documents').select('id').orderBy('id').execute();
	return rows.map(({ id }) => id);
}

async function readDocuments(database: Kysely<Schema>, ids: readonly number[]): Promise<StoredDocument[]> {
	const rows = await database
		.selectFrom('search_documents')
		.innerJoin('search_texts', 'search_texts.document_id', 'search_documents.id')
		.selectAll('search_documents')
		.select(['headings', 'tags', 'text'])
		.where('id', 'in', ids)
		.execute();
	return rows.map((row) => ({
		id: row.id,
		version: row.version,
		prepared: prepareDocument(sourceOf(row)),
	}));
}

/** What was written since these were read is newer, and stays. */
async function replaceWords(open: Kysely<Schema>, documents: readonly StoredDocument[]): Promise<void> {
	const rows = await open
		.selectFrom('search_documents')
		.innerJoin('search_texts', 'search_texts.document_id', 'search_documents.id')
		.select(['id', 'version', 'words'])
		.where(
			'id',
			'in',
			documents.map(({ id }) => id),
		)
		.execute();
	const current = new Map(rows.map((row) => [row.id, row]));
	const unchanged = documents.filter(({ id, version }) => current.get(id)?.version === version);
	if (unchanged.length === 0) return;
	const version = await nextVersion(open, 1);
	const encode = await encoderFor(
		open,
		unchanged.map(({ prepared }) => prepared),
		version,
	);
	const counts = createCounts();
	for (const { id, prepared } of unchanged) {
		const words = encode(prepared);
		counts.add(current.get(id)?.words ?? null, -1);
		counts.add(words, 1);
		await open
			.updateTable('search_texts')
			.set({ words: Buffer.from(words) })
			.where('document_id', '=', id)
			.execute();
	}
	await countWords(open, counts.all());
}

/** Whatever went wrong before: from here on the numbers are right. */
async function countAnew(open: Kysely<Schema>): Promise<void> {
	const texts = await open.selectFrom('search_texts').select('words').execute();
	const counts = createCounts();
	for (const { words } of texts) counts.add(words, 1);
	const found = new Map(counts.all());
	const stored = await open.selectFrom('search_words').select(['id', 'documents']).execute();
	for (const { id, documents } of stored) found.set(id, (found.get(id) ?? 0) - documents);
	await countWords(open, found);
}

/** What the stored words say about compounds. */
function lexiconOf(
	words: readonly { readonly word: string; readonly stem: string; readonly documents: number }[],
): Lexicon {
	const ofWords = new Map<string, number>();
	const ofStems = new Map<string, number>();
	const beginnings = new Set<string>();
	for (const { word, stem, documents } of words) {
		if (documents > 0) beginnings.add(word.slice(0, 4));
		ofWords.set(word, (ofWords.get(word) ?? 0) + documents);
		ofStems.set(stem, (ofStems.get(stem) ?? 0) + documents);
	}
	return {
		documentsWithWord: (word) => ofWords.get(word) ?? 0,
		documentsWithStem: (stem) => ofStems.get(stem) ?? 0,
		mayBegin: (letters) => letters.length < 4 || beginnings.has(letters),
	};
}
