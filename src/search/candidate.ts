import type { IndexedDocument } from './indexed-documents.ts';

/** A document that matches. A query may have thousands of them, so this holds no copies. */
export interface Candidate {
	readonly document: IndexedDocument;
	/** Where `IndexedDocuments` keeps it. */
	readonly place: number;
	/** How often it says the words, in the manner of BM25, and above all whether its title does. */
	readonly weight: number;
}
