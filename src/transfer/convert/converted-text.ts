/** Something to be told about a document: the sentence `transfer.note.<code>`, or `error.<code>` of an error. */
export interface TransferNote {
	readonly code: string;
	readonly values?: Readonly<Record<string, string | number>>;
}

/** Where a link of a document leads. */
export type LinkTarget =
	| { readonly kind: 'keep'; readonly href: string }
	/** Another text or a file of the same source, relative to where the text will lie. */
	| { readonly kind: 'inside'; readonly href: string }
	/** Leads nowhere: only its words stay. */
	| { readonly kind: 'nowhere' };

/** What a converter asks about the links and pictures of the document at hand. */
export interface Surroundings {
	readonly resolve: (href: string, what: 'link' | 'image') => LinkTarget;
	/** Keeps a picture that the document carries within itself. @returns its path relative to the text */
	readonly keepImage: (bytes: Uint8Array, mediaType: string) => string | null;
	readonly note: (note: TransferNote) => void;
}
