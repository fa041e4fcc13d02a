/** One text as HTML and Word show it. */
export interface ExportPage {
	readonly id: string;
	readonly title: string;
	readonly summary: string;
	/** Content language, `de-simple`. */
	readonly language: string;
	/** Sanitised HTML of text and fields. */
	readonly html: string;
	/** Path of the page without its ending: `procedure/antrag.de`. */
	readonly path: string;
	/** Addresses within the hub under which it is known. */
	readonly url: string;
	/** Collection, for the list of contents. */
	readonly group: string;
	/** Whose it is, which version, as of when. */
	readonly origin: string;
}

/** What stands around the texts, in the language of whoever asked. */
export interface ExportWords {
	/** “Gedruckte und ausgegebene Exemplare gelten nur am Tag der Ausgabe.” */
	readonly validity: string;
	/** “Die lebende Fassung” */
	readonly living: string;
	readonly contents: string;
	/** Name of the whole. */
	readonly title: string;
	readonly language: string;
}
