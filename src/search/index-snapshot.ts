import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import { createSynonyms, type Synonyms } from './synonyms.ts';
import { readSynonymGroups } from './synonym-store.ts';
import { createUnindexedParts, type UnindexedParts } from './unindexed-parts.ts';
import { createVocabulary, type Vocabulary, type VocabularyWord } from './vocabulary.ts';

/** What a process keeps of the index in memory. */
export interface IndexSnapshot {
	readonly vocabulary: Vocabulary;
	readonly unindexedParts: UnindexedParts;
	/** Those of the network and of one organisation. */
	synonymsFor(organisationId: string | undefined): Synonyms;
}

/**
 * Brings the snapshot to the state of the database: one read of three numbers, and what changed since if they
 * moved, whoever changed it.
 */
export function createSnapshotReader() {
	let vocabulary = createVocabulary();
	let unindexedParts = createUnindexedParts(vocabulary);
	let groups: readonly { organisationId: string; terms: readonly string[] }[] = [];
	let synonyms = new Map<string, Synonyms>();
	let last: Promise<unknown> = Promise.resolve();
	let read = { version: -1, generation: -1, synonyms: -1 };

	return {
		/** As last read; enough for splitting the compounds of a new text. */
		vocabulary: () => vocabulary,
		/** One after the other, or two would fill the same vocabulary at once. */
		refresh(database: Kysely<Schema>): Promise<IndexSnapshot> {
			const refreshed = last.then(() => update(database));
			last = refreshed.catch(() => undefined);
			return refreshed;
		},
	};

	async function update(database: Kysely<Schema>): Promise<IndexSnapshot> {
		const state = await database
			.selectFrom('search_state')
			.select(['version', 'generation', 'synonyms'])
			.executeTakeFirstOrThrow();
		// A version that went back is a restored backup.
		if (state.generation !== read.generation || state.version < read.version) {
			vocabulary = createVocabulary();
			unindexedParts = createUnindexedParts(vocabulary);
			read = { ...read, version: -1 };
		}
		if (state.version !== read.version) {
			const added = await readWords(database, vocabulary, read.version);
			unindexedParts.learn(added.filter(({ since }) => since > state.generation));
		}
		if (state.synonyms !== read.synonyms) {
			groups = await readSynonymGroups(database, state.synonyms);
			synonyms = new Map();
		}
		read = state;
		return { vocabulary, unindexedParts, synonymsFor };
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

/** Answers those that are new. */
async function readWords(
	database: Kysely<Schema>,
	vocabulary: Vocabulary,
	version: number,
): Promise<VocabularyWord[]> {
	const rows = await database
		.selectFrom('search_words')
		.select(['grammar', 'word', 'stem', 'form', 'parts', 'documents', 'since'])
		.where('version', '>', version)
		.execute();
	const words = rows.map((row) => ({ ...row, parts: row.parts === '' ? [] : row.parts.split(' ') }));
	const added = words.filter(({ word, grammar }) => !vocabulary.get(word, grammar));
	for (const word of words) vocabulary.set(word);
	return added;
}
