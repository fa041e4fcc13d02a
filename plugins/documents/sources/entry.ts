import type { FileVersion } from 'verbund';

/** How reading the text of a file went; `tooLarge` was not tried, and in `infected` the virus scanner found something. */
export type TextState = NonNullable<FileVersion['textState']> | 'tooLarge' | 'infected';

/** A file or folder as its source lists it. */
export interface ListedEntry {
	/** Names from the top, percent-encoded, between slashes. */
	readonly path: string;
	readonly isFolder: boolean;
	readonly size: number;
	readonly modifiedAt: number | null;
	/** Differs when the content does. */
	readonly tag: string;
	/** What the source itself knows it by, whatever it is called; null where it does not say. */
	readonly key: string | null;
	/** A folder whose tag differs also when something far below it does. */
	readonly tagsBelow: boolean;
}

/** An entry as it is kept. */
export interface KnownEntry extends Omit<ListedEntry, 'tagsBelow' | 'modifiedAt'> {
	readonly id: string;
	readonly vanishedAt: number | null;
}
