import type { Slot } from './slots.ts';

export interface Heading {
	readonly id: string;
	readonly level: 2 | 3 | 4;
	readonly text: string;
}

/** What publishing stores. Everything in it is the same for every reader; what is not, is a slot. */
export interface RenderedMarkdown {
	/** Sanitised HTML between the slots: `segments.length === slots.length + 1`. */
	readonly segments: readonly string[];
	readonly slots: readonly Slot[];
	/** The outline of the text. Placeholders stand in it as they were written. */
	readonly headings: readonly Heading[];
	/** Plain text for search and excerpts, one line per block, without what is in `headings`. */
	readonly text: string;
	/** Ids or `<type>/<slug>` of the items this text links to or embeds, each once. */
	readonly itemReferences: readonly string[];
	/** Targets that no link may have, each once, as far as they are remembered; these links stand there as text. */
	readonly refusedLinks: readonly string[];
}
