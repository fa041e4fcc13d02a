import type { TransferNote } from './converted-text.ts';

export const sourceFormats = ['markdown', 'html', 'word'] as const;
export type SourceFormat = (typeof sourceFormats)[number];

/** One document of the source and where its text will lie. */
export interface SourceDocument {
	/** Path below the source, with `/`. */
	readonly source: string;
	/** Path of the Markdown file below the folder that is imported. */
	readonly target: string;
	readonly format: SourceFormat;
	/** Title where the document itself says none. */
	readonly name: string;
	/** What the export knows besides the text. */
	readonly title?: string;
	readonly tags?: readonly string[];
	/** The document that it is a part of. */
	readonly within?: string;
}

/** Where everything lies; the same for all documents of an import. */
export interface ConversionPlan {
	readonly sourceFolder: string;
	readonly targetFolder: string;
	/** Path in the source and path of the text. */
	readonly texts: readonly (readonly [source: string, target: string])[];
}

/** What came of a document. */
export interface Conversion {
	readonly title: string;
	/** Paths in the source of the files that the text refers to. */
	readonly files: readonly string[];
	readonly notes: readonly TransferNote[];
}

export function formatOf(path: string): SourceFormat | null {
	if (/\.(?:md|markdown)$/i.test(path)) return 'markdown';
	if (/\.(?:html?|xhtml)$/i.test(path)) return 'html';
	return /\.docx$/i.test(path) ? 'word' : null;
}
