import type { Kysely, RawBuilder, SqlBool } from 'kysely';
import type { Schema } from '../database/schema.ts';
import type { Facets, FullTextIndex } from './full-text-index.ts';
import { createSnapshotReader } from './index-snapshot.ts';
import { removeDocuments, writeDocuments, type DocumentKey } from './index-writer.ts';
import type { MarkedText } from './marked-text.ts';
import { prepareDocument, type PreparedDocument, type SearchSource } from './prepared-document.ts';
import { rebuildIndex, type RebuildOptions } from './rebuild.ts';
import { runQuery } from './run-query.ts';
import { splitByVocabulary } from './split-by-vocabulary.ts';
import { sqliteIndex } from './sqlite-index.ts';

/** The hub's search. Rights are part of the statements; nothing leaves here that the reader may not read. */
export interface Search {
	/** The analysis alone; ask for it before the transaction. */
	prepare(source: SearchSource): PreparedDocument;
	/** Replaces what was indexed for the same source, object and language. */
	write(transaction: Kysely<Schema>, document: PreparedDocument): Promise<void>;
	/** The same for many at once, as an import does; `rebuild` afterwards. */
	writeAll(transaction: Kysely<Schema>, documents: readonly PreparedDocument[]): Promise<void>;
	remove(transaction: Kysely<Schema>, key: DocumentKey): Promise<void>;
	/** @throws VerbundError `request.malformed` for a cursor of another request */
	query(database: Kysely<Schema>, request: SearchRequest): Promise<SearchResult>;
	/** Reads the vocabulary into memory, so that the first query need not. */
	warm(database: Kysely<Schema>): Promise<void>;
	/** A new index from the stored texts, made beside the old one, with the compounds that are known by now. */
	rebuild(options: RebuildOptions): Promise<void>;
}

export interface SearchRequest {
	readonly text: string;
	readonly types?: readonly string[];
	readonly organisationIds?: readonly string[];
	readonly languages?: readonly string[];
	/** The person's content languages, best first: of several variants of one object only the best is a hit. */
	readonly preferredLanguages: readonly string[];
	/** Whose synonyms apply besides those of the network. */
	readonly actingOrganisationId?: string | undefined;
	/** What the reader may read, for a column that holds the object's id. Part of every statement that yields hits. */
	readonly visible: (itemIdColumn: string) => RawBuilder<SqlBool>;
	/** Types of plugins that are off for the reader. */
	readonly excludedTypes?: readonly string[];
	readonly limit: number;
	/** `nextCursor` of the same request. */
	readonly cursor?: string | undefined;
}

export interface SearchResult {
	/** Objects that match, whatever their number of variants. */
	readonly total: number;
	readonly hits: readonly SearchHit[];
	/** Counted as if the facet's own filter were not set. Languages count variants, the others objects. */
	readonly facets: Facets;
	readonly nextCursor: string | null;
	/** The query with known words in place of unknown ones that had to be guessed. */
	readonly corrected?: string;
}

export interface SearchHit {
	readonly source: string;
	readonly objectId: string;
	readonly language: string;
	readonly type: string;
	readonly organisationId: string;
	readonly title: string;
	readonly titleMarks: MarkedText['marks'];
	readonly excerpt: MarkedText;
	readonly score: number;
}

export function createSearch(index: FullTextIndex = sqliteIndex): Search {
	const snapshot = createSnapshotReader();

	return {
		prepare: (source) => prepareDocument(source, (word) => splitByVocabulary(word, snapshot.vocabulary())),
		write: (transaction, document) => writeDocuments(transaction, index, [document]),
		writeAll: (transaction, documents) => writeDocuments(transaction, index, documents),
		remove: (transaction, key) => removeDocuments(transaction, index, key),
		async query(database, request) {
			return runQuery(database, index, await snapshot.refresh(database), request);
		},
		async warm(database) {
			await snapshot.refresh(database);
		},
		rebuild: (options) => rebuildIndex(index, options),
	};
}
