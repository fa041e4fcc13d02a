import type { Kysely } from 'kysely';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Schema } from '../database/schema.ts';
import { runAside } from '../events.ts';
import { distinctWords } from './document-words.ts';
import { createIndexedDocuments, type IndexedDocuments } from './indexed-documents.ts';
import { learnCompounds } from './learn-compounds.ts';
import { createPostings, type Postings } from './postings.ts';
import { createSynonyms, type Synonyms } from './synonyms.ts';
import { readSynonymGroups } from './synonym-store.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** The index as a process keeps it in memory. */
export interface IndexSnapshot extends IndexMemory {
	/** Those of the network and of one organisation. */
	synonymsFor(organisationId: string | undefined): Synonyms;
}

export interface IndexMemory {
	readonly vocabulary: Vocabulary;
	readonly documents: IndexedDocuments;
	readonly postings: Postings;
}

/**
 * Brings the snapshot to the state of the database: one read of three numbers, and what changed since if they
 * moved, whoever changed it.
 */
export function createSnapshotReader() {
	let memory = createMemory();
	let groups: readonly { organisationId: string; terms: readonly string[] }[] = [];
	let synonyms = new Map<string, Synonyms>();
	let last: Promise<unknown> = Promise.resolve();
	let read: IndexState = { version: -1, generation: -1, synonyms: -1, compounds: 0 };

	return {
		/** One after the other, or two would fill the same memory at once. */
		refresh(database: Kysely<Schema>): Promise<IndexSnapshot> {
			const refreshed = last.then(() => update(database));
			last = refreshed.catch(() => undefined);
			return refreshed;
		},
	};

	async function update(database: Kysely<Schema>): Promise<IndexSnapshot> {
		const state = await database
			.selectFrom('search_state')
			.select(['version', 'generation', 'synonyms', 'compounds'])
			.executeTakeFirstOrThrow();
		// A version that went back is a restored backup.
		const isOther = state.generation !== read.generation || state.version < read.version;
		if (isOther) {
			const next = createMemory();
			await readChanges(database, next, -1, state);
			memory = next;
		} else if (state.version !== read.version) {
			await readChanges(database, memory, read.version, state);
		}
		if (state.synonyms !== read.synonyms) {
			groups = await readSynonymGroups(database, state.synonyms);
			synonyms = new Map();
		}
		read = state;
		return { ...memory, synonymsFor };
	}

	function synonymsFor(organisationId = ''): Synonyms {
		const known = synonyms.get(organisationId);
		if (known) return known;
		const made = createSynonyms(
			groups
				.filter((group) => group.organisationId === '' || group.organisationId === organisationId)
				.map(({ terms }) => terms),
		);
		synonyms.set(organisationId, made);
		return made;
	}
}

interface IndexState {
	readonly version: number;
	readonly generation: number;
	readonly synonyms: number;
	/** The compounds among the words up to this version are known by the database. */
	readonly compounds: number;
}

function createMemory(): IndexMemory {
	const documents = createIndexedDocuments();
	return { vocabulary: createVocabulary(), documents, postings: createPostings(documents) };
}

/** Reads what was removed, then the documents, then the words, so that every word of a document is known at last. */
async function readChanges(
	database: Kysely<Schema>,
	memory: IndexMemory,
	since: number,
	{ compounds }: IndexState,
): Promise<void> {
	if (since >= 0) await readRemovals(database, memory, since);
	await readDocuments(database, memory, since);
	memory.postings.settle();
	const added = await readWords(database, memory.vocabulary, since, compounds);
	const learn = () => learnCompounds(memory.vocabulary, added);
	if (added.length <= fewWords) await learn();
	else runAside(learn);
}

/** After an import, queries are answered while the parts of its thousands of words are still being learnt. */
const fewWords = 100;

async function readRemovals(database: Kysely<Schema>, memory: IndexMemory, since: number): Promise<void> {
	const rows = await database
		.selectFrom('search_removals')
		.select('document_id')
		.where('version', '>', since)
		.execute();
	for (const row of rows) remove(memory, row.document_id);
}

async function readDocuments(database: Kysely<Schema>, memory: IndexMemory, since: number): Promise<void> {
	for (let after = since; ;) {
		const rows = await database
			.selectFrom('search_documents')
			.innerJoin('search_texts', 'search_texts.document_id', 'search_documents.id')
			.select(['id', 'object', 'language', 'type', 'organisation_id', 'updated_at', 'version', 'words'])
			.where('version', '>', after)
			.orderBy('version')
			.limit(documentsAtOnce)
			.execute();
		for (const { words, organisation_id, updated_at, version, ...row } of rows) {
			after = version;
			remove(memory, row.id);
			if (!words) continue;
			const document = { ...row, organisationId: organisation_id, updatedAt: updated_at };
			memory.postings.add(memory.documents.put(document, words));
			for (const word of distinctWords(words)) memory.vocabulary.count(word, 1);
		}
		if (rows.length < documentsAtOnce) return;
		await nextTurn();
	}
}

function remove({ documents, vocabulary }: IndexMemory, id: number): void {
	const place = documents.remove(id);
	if (place === undefined) return;
	for (const word of distinctWords(documents.wordBytes(place))) vocabulary.count(word, -1);
}

/** Answers the numbers of German words whose compounds the database does not know yet. */
async function readWords(
	database: Kysely<Schema>,
	vocabulary: Vocabulary,
	since: number,
	compounds: number,
): Promise<number[]> {
	const added: number[] = [];
	const words = database
		.selectFrom('search_words')
		.select(['id', 'grammar', 'word', 'stem', 'form', 'parts', 'version']);
	for (let after = 0; ;) {
		// Thousands of words may share the version of one import: what has changed comes in one piece.
		const rows = await (
			since >= 0
				? words.where('version', '>', since)
				: words.where('id', '>', after).orderBy('id').limit(wordsAtOnce)
		).execute();
		for (const row of rows) {
			const isNew = vocabulary.describe(row.id).word === '';
			vocabulary.set({ ...row, parts: row.parts === '' ? [] : row.parts.split(' ') });
			if (isNew && row.grammar === 'de' && row.version > compounds) added.push(row.id);
		}
		const last = rows.at(-1);
		if (since >= 0 || rows.length < wordsAtOnce || !last) return added;
		after = last.id;
		await nextTurn();
	}
}

/** Few enough that other requests are answered in between. */
const documentsAtOnce = 200;
const wordsAtOnce = 1000;
