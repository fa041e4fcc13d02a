import type { Sentence } from '../sentences.ts';

/** Languages of content that the check knows. */
export type CheckedLanguage = 'de' | 'de-simple';

export type Severity = 'error' | 'warning' | 'information';

/** One place of a sentence, in offsets of the source. */
export interface Match {
	readonly start: number;
	readonly end: number;
	readonly values?: Readonly<Record<string, string | number>>;
	/** What could stand there. */
	readonly proposal?: string;
}

interface RuleSource {
	/** Numbers of part 2 of annex 2 of the BITV 2.0. */
	readonly bitv: number | null;
	/** Section and rule in „Die Regeln für Leichte Sprache“ of the Netzwerk Leichte Sprache. */
	readonly network: string | null;
}

export interface Rule {
	readonly id: string;
	readonly source: RuleSource;
	/** A language that is not named is not checked. */
	readonly severity: Readonly<Partial<Record<CheckedLanguage, Severity>>>;
	/** Whether headings are read too: what is about words, not about sentences. */
	readonly headings: boolean;
	readonly find: (sentence: Sentence, language: CheckedLanguage) => readonly Match[];
}
