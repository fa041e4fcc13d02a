import type { PlaceholderValues } from '../content/placeholders/placeholder-values.ts';

/** A text that is to be printed or sent: sanitised HTML, filled for one reader. */
export interface PaperText {
	readonly title: string;
	/** Content language, `de-simple`. */
	readonly language: string;
	readonly html: string;
	/** Small line at the foot of every page. `{page}` and `{pages}` are its number and their count. */
	readonly foot?: string;
	/** Pictures, by their address in the text. Those that are not here are shown by their words. */
	readonly images: Readonly<Record<string, Uint8Array>>;
}

/** A Word file with placeholders, and what they stand for. */
export interface WordFilling {
	readonly path: string;
	readonly title: string;
	readonly language: string;
	readonly values: PlaceholderValues;
	/** Stands where a value is missing; `{name}` is the placeholder. */
	readonly missing: string;
	/** Pictures, by the address that their value names. */
	readonly images: Readonly<Record<string, Uint8Array>>;
}

/** What is asked of the process that writes papers. */
export type PaperRequest =
	| { readonly kind: 'check'; readonly path: string }
	| { readonly kind: 'write'; readonly text: PaperText; readonly as: 'word' | 'pdf' }
	| { readonly kind: 'fill'; readonly filling: WordFilling; readonly as: 'word' | 'pdf' }
	/** `pictures` is the address of the folder in which they are found by their digests. */
	| { readonly kind: 'preview'; readonly filling: WordFilling; readonly pictures: string }
	| { readonly kind: 'picture'; readonly path: string; readonly digest: string };

export interface PaperAnswer extends PaperMarks {
	/** The file; empty for a check, for HTML, and for a picture that is not there. */
	readonly bytes: Uint8Array;
	/** Sanitised; empty for files. */
	readonly html: string;
}

export interface PaperMarks {
	/** Of a check: the placeholders as they are written. Of a filling: those without a value. */
	readonly marks: readonly string[];
	/** Of a check: what stands in front of a value, by its name: `Name der Person`, by `ask.clientName`. */
	readonly labels: Readonly<Record<string, string>>;
}
