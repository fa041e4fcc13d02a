import type { TreeNode, OrganisationBadge } from '../locals.ts';

export type { TreeNode, OrganisationBadge };

export type NoticeKind = 'done' | 'problem' | 'info' | 'warning';
export type ChipKind = 'neutral' | 'accent' | 'done' | 'warning' | 'problem';
export type ButtonKind = 'primary' | 'normal' | 'danger' | 'quiet';
export type ButtonSize = 'normal' | 'small';

export interface Crumb {
	readonly title: string;
	readonly url?: string;
	readonly language?: string;
}

/** Text with found places: pairs of start and end (exclusive), in UTF-16 units, ascending and without overlap. */
export interface MarkedText {
	readonly text: string;
	readonly marks?: readonly (readonly [start: number, end: number])[];
}

export interface SearchHit {
	readonly url: string;
	readonly title: MarkedText;
	readonly excerpt?: MarkedText;
	/** Language of title and excerpt. */
	readonly language?: string;
	/** Lucide name of the content type's icon. */
	readonly icon?: string;
	/** What was found, so that opening it counts. */
	readonly found?: { readonly kind: string; readonly id: string };
	/** What the hit is, whose it is, where it lies: `Ablauf`, `Lebenswege Nord`, `Aufnahme & Anträge`. */
	readonly facts?: readonly string[];
}

export interface FieldError {
	/** Name of the field, or null when the error belongs to the whole form. */
	readonly field: string | null;
	readonly message: string;
}

export interface SelectOption {
	readonly value: string;
	readonly title: string;
	readonly disabled?: boolean;
}

export interface LanguageTab {
	readonly language: string;
	/** In its own language: `Leichte Sprache`. */
	readonly title: string;
	readonly url: string;
	readonly current?: boolean;
	/** Said with a warning sign: `beruht auf einer älteren Version`. */
	readonly note?: string;
	/** A variant that nobody has written yet. */
	readonly isNew?: boolean;
}

export interface Step {
	/** Id in the page, for links that lead to this step. */
	readonly id?: string;
	readonly title: string;
	/** Plain text. */
	readonly text?: string;
	/** Sanitised HTML in place of `text`. */
	readonly html?: string;
	readonly role?: string;
	readonly minutes?: number;
	readonly deadline?: string;
	readonly done?: boolean;
}

export interface TableColumn {
	readonly key: string;
	readonly title: string;
	readonly numeric?: boolean;
	/** The title is only for screen readers, as above a column of buttons. */
	readonly titleHidden?: boolean;
}

export type TableCell =
	| string
	| number
	| null
	| undefined
	| {
			readonly text: string;
			readonly url?: string;
			readonly language?: string;
			readonly chip?: ChipKind;
			readonly icon?: string;
	  };

export type TableRow = Readonly<Record<string, TableCell>>;

export interface Heading {
	/** Id of the heading in the page, without `#`. */
	readonly id: string;
	readonly title: string;
	readonly level?: 2 | 3;
	readonly language?: string;
}

export type CommandInput = Readonly<
	Record<string, string | number | boolean | null | readonly unknown[] | object | undefined>
>;
