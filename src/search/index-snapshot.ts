import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import { createSynonyms, type Synonyms } from './synonyms.ts';
import { readSynonymGroups } from './synonym-store.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** What a process keeps of the index in memory. */
export interface IndexSnapshot {
	readonly vocabulary: Vocabulary;
	/** Those of the network and of one organisation. */
	synonymsFor(organisationId: string | undefined): Synonyms;
}

/**
 * Brings the snapshot to the state of the database: one read of three numbers, and what changed since if they
 * moved, whoever changed it.
 */
export function createSnapshotReader() {
	let vocabulary = createVocabulary();
	let groups: readonly { organisationId: string; terms: readonly string[] }[] = [];
	let synonyms = new Map<string, Synonyms>();
	let read = { version: -1, generation: -1, synonyms: -1 };

	return {
		/** As last read; enough for splitting the compounds of a new text. */
		vocabulary: () => vocabulary,
		async refresh(database: Kysely<Schema>): Promise<IndexSnapshot> {
			const state = await database
				.selectFrom('search_state')
				.select(['version', 'generation', 'synonyms'])
				.executeTakeFirstOrThrow();
			if (state.generation !== read.generation) {
				vocabulary = createVocabulary();
				read = { ...read, version: -1 };
			}
			if (state.version !== read.version) await readWords(database, vocabulary, read.version);
			if (state.synonyms !== read.synonyms) {
				groups = await readSynonymGroups(database, state.synonyms);
				synonyms = new Map();
			}
			read = state;
			return { vocabulary, synonymsFor };
		},
	};

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

async function readWords(database: Kysely<Schema>, vocabulary: Vocabulary, since: number): Promise<void> {
	const rows = await database
		.selectFrom('search_words')
		.select(['grammar', 'word', 'stem', 'form', 'parts', 'documents'])
		.where('version', '>', since)
		.execute();
	for (const { parts, ...word } of rows) {
		vocabulary.set({ ...word, parts: parts === '' ? [] : parts.split(' ') });
	}
}
