import type { Kysely, RawBuilder, SqlBool } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import type { Facets } from './facets.ts';
import { createSnapshotReader } from './index-snapshot.ts';
import { forgetWords, removeDocuments, writeDocuments, type DocumentKey } from './index-writer.ts';
import type { MarkedText } from './marked-text.ts';
import { prepareDocument, type PreparedDocument, type SearchSource } from './prepared-document.ts';
import { createReadableDocuments } from './readable-documents.ts';
import { rebuildIndex, type RebuildOptions } from './rebuild.ts';
import { runQuery } from './run-query.ts';

/** The hub's search. Rights are part of the statements; nothing leaves here that the reader may not read. */
export interface Search {
	/** The analysis alone; ask for it before the transaction. */
	prepare(source: SearchSource): PreparedDocument;
	/** Replaces what was indexed for the same source, object and language. */
	write(transaction: Kysely<Schema>, document: PreparedDocument): Promise<void>;
	/** The same for many at once, as an import does; `rebuild` afterwards. */
	writeAll(transaction: Kysely<Schema>, documents: readonly PreparedDocument[]): Promise<void>;
	remove(transaction: Kysely<Schema>, key: DocumentKey): Promise<void>;
	/** Drops words that nothing holds any more: where names were indexed, and now and then for all. */
	forgetWords(transaction: Kysely<Schema>): Promise<void>;
	/** @throws VerbundError `request.malformed` for a cursor of another request */
	query(database: Kysely<Schema>, request: SearchRequest): Promise<SearchResult>;
	/** Reads the index into memory, so that the first query need not; anew, if an older release wrote it. */
	warm(database: Pick<Database, 'query' | 'transaction'>): Promise<void>;
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
	/** The change mark of the database as this request has read it; without it the rights are asked for each time. */
	readonly changeMark?: number | undefined;
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

export function createSearch(): Search {
	const snapshot = createSnapshotReader();
	const readable = createReadableDocuments();

	return {
		prepare: prepareDocument,
		write: (transaction, document) => writeDocuments(transaction, [document]),
		writeAll: (transaction, documents) => writeDocuments(transaction, documents),
		remove: (transaction, key) => removeDocuments(transaction, key),
		forgetWords,
		async query(database, request) {
			return runQuery(database, { snapshot: await snapshot.refresh(database), readable }, request);
		},
		async warm(database) {
			// What is there answers before what is missing has been added.
			await snapshot.refresh(database.query);
			await bringUpToDate({ database: database.query, transaction: (work) => database.transaction(work) });
			await snapshot.refresh(database.query);
		},
		rebuild: (options) => rebuildIndex(options),
	};
}
