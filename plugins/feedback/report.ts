/** Something that is wrong in a text, as a reader wrote it. */
export interface Report extends ReportedItem {
	readonly id: string;
	/** Words of the text that it is about; may be empty. */
	readonly passage: string;
	readonly text: string;
	/** Null for a visitor who had not signed in. */
	readonly reporterId: string | null;
	readonly reporterOrganisationId: string | null;
	readonly createdAt: number;
	readonly answer: string;
	readonly answeredBy: string | null;
	/** Null while it is open. */
	readonly closedAt: number | null;
	readonly dismissedAt: number | null;
	/** It waits for whoever asks, and not only for somebody of their organisation. */
	readonly isMine: boolean;
}

/** The text as the reporter saw it. */
export interface ReportedItem {
	readonly itemId: string;
	readonly organisationId: string;
	readonly itemTitle: string;
	readonly itemLanguage: string;
	readonly itemRevision: number;
}
