import type { Kysely, RawBuilder, SqlBool } from 'kysely';
import type { Schema } from '../database/schema.ts';
import type { Grammar } from './stem.ts';

/** What the search needs of a database beyond plain tables. SQLite implements it with FTS5. */
export interface FullTextIndex {
	insert(transaction: Kysely<Schema>, table: IndexTable, id: number, columns: IndexColumns): Promise<void>;
	remove(transaction: Kysely<Schema>, table: IndexTable, id: number): Promise<void>;
	/** An empty one beside the one in use. */
	createNext(transaction: Kysely<Schema>): Promise<void>;
	dropNext(transaction: Kysely<Schema>): Promise<void>;
	/** The one beside takes the place of the one in use. */
	swap(transaction: Kysely<Schema>): Promise<void>;
	/** Parts that the index already knows these German words by. */
	knownParts(transaction: Kysely<Schema>, words: readonly string[]): Promise<ReadonlyMap<string, string>>;
	/** Adds to the vocabulary, or takes from it. */
	countWords(transaction: Kysely<Schema>, changes: readonly WordChange[], version: number): Promise<void>;
	find(database: Kysely<Schema>, request: IndexRequest): Promise<FoundCandidates>;
}

export type IndexTable = 'current' | 'next';

/** Stems with spaces between them. */
export interface IndexColumns {
	readonly title: string;
	readonly titleParts: string;
	readonly headings: string;
	readonly body: string;
	readonly parts: string;
}

export interface WordChange {
	readonly grammar: Grammar;
	readonly word: string;
	readonly stem: string;
	readonly form: string;
	readonly parts: string;
	/** How many documents more hold it; negative for fewer. */
	readonly documents: number;
}

export interface IndexRequest {
	readonly condition: MatchCondition;
	readonly visible: (itemIdColumn: string) => RawBuilder<SqlBool>;
	readonly types: readonly string[];
	readonly organisationIds: readonly string[];
	readonly languages: readonly string[];
	readonly excludedTypes: readonly string[];
	readonly limit: number;
}

/** A document matches if it meets all of `required` and, of `words`, all or some (of three and more, two). */
export interface MatchCondition {
	readonly required: readonly MatchGroup[];
	readonly words: readonly MatchGroup[];
	readonly mode: 'all' | 'some';
	readonly within: 'titles' | 'everything';
}

/** Met by any of its alternatives. */
export type MatchGroup = readonly MatchAlternative[];

/** Stems that stand one after the other, or anywhere. */
export interface MatchAlternative {
	readonly stems: readonly string[];
	readonly adjacent: boolean;
}

export interface Candidate {
	readonly id: number;
	/** The same for all variants of one object. */
	readonly object: number;
	readonly source: string;
	readonly objectId: string;
	readonly language: string;
	readonly type: string;
	readonly organisationId: string;
	readonly title: string;
	readonly uses: number;
	readonly updatedAt: number;
	/** Larger is better. */
	readonly weight: number;
}

export interface FacetValue {
	readonly value: string;
	readonly count: number;
}

export interface Facets {
	readonly types: readonly FacetValue[];
	readonly organisations: readonly FacetValue[];
	readonly languages: readonly FacetValue[];
}

export interface FoundCandidates {
	readonly total: number;
	readonly facets: Facets;
	readonly candidates: readonly Candidate[];
}
