/** One line of the menu of blocks: an act of the toolbar, a snippet of a plugin, or a placeholder. */
export interface OfferedBlock {
	readonly title: string;
	readonly detail?: string;
	readonly icon: string;
	/** Further words by which it is found. */
	readonly words: readonly string[];
	readonly act?: string;
	/** Markdown, with `${1:words}` as VS Code writes its snippets. */
	readonly body?: string;
	readonly placeholder?: string;
}

/** What the page says to the editor, in the language of the interface: the attribute `data-texts`. */
export interface EditorTexts {
	readonly label: string;
	/** In place of the hint about Markdown, while the text is shown as it will look. */
	readonly hint: string;
	readonly placeholder: string;
	readonly titlePlaceholder: string;
	readonly blocksLabel: string;
	readonly peopleLabel: string;
	readonly itemsLabel: string;
	readonly blocks: readonly OfferedBlock[];
	readonly found: string;
	readonly nothing: string;
	readonly raw: string;
	readonly task: string;
	readonly altMissing: string;
	readonly imageElsewhere: string;
	readonly itemUnknown: string;
	readonly embed: string;
	readonly footnote: string;
	readonly uploading: string;
	readonly uploaded: string;
	readonly uploadFailed: string;
	readonly leftPictures: string;
	readonly toSource: string;
	readonly toVisual: string;
	readonly tooComplex: string;
	/** Before what could stand there instead. */
	readonly proposal: string;
	readonly noFindings: string;
}
