export const problemSeverities = ['error', 'warning', 'information'] as const;
export type ProblemSeverity = (typeof problemSeverities)[number];

/** What is known about a kind of problem before its code runs. */
export interface ProblemDeclaration {
	/** `<plugin>.<name>` */
	readonly id: string;
	/** Text or `%key%` of a manifest. */
	readonly title: string;
	readonly severity: ProblemSeverity;
	/** Null for the core's own. */
	readonly pluginId: string | null;
}

/** One variant of an item as it is written: its newest text, saved or not. */
export interface CheckedText {
	readonly itemId: string;
	readonly organisationId: string;
	readonly language: string;
	/** Number of the revision that the text is a translation of; null for the source. */
	readonly basedOnRevision: number | null;
	/** Its type asks those who use it for values: `{{ask.…}}`. */
	readonly asks: boolean;
	/** All that people read of it, by the name that the field has in the editor: `title`, `fields.steps.0.text`. */
	readonly texts: readonly { readonly field: string; readonly markdown: string }[];
}

export interface ProblemFinding {
	/** Key of the sentence; `<key>.reason` says why and what to do. */
	readonly message: string;
	/** Numbers under names that end in `At` are times, in `On` days. */
	readonly values?: Readonly<Record<string, string | number>>;
	/** In place of the declared one. */
	readonly severity?: ProblemSeverity;
	/** Where it stands: a field, and offsets in its Markdown. */
	readonly field?: string;
	readonly start?: number;
	readonly end?: number;
	/** A page of the hub where it is seen, if that is not the text. */
	readonly path?: string;
	/** What could stand there instead. */
	readonly proposal?: string;
}

/** Looks, and changes nothing. It says what everybody who works on the item may know. */
export interface ProblemCheck {
	check(text: CheckedText): readonly ProblemFinding[] | Promise<readonly ProblemFinding[]>;
}
