/** A document that matches and that the reader may read. */
export interface Candidate {
	readonly id: number;
	/** Where `IndexedDocuments` keeps it. */
	readonly place: number;
	/** The same for all variants of one object. */
	readonly object: number;
	readonly language: string;
	readonly type: string;
	readonly organisationId: string;
	readonly uses: number;
	readonly updatedAt: number;
	/** Larger is better. */
	readonly weight: number;
}
