import type { Readable } from 'node:stream';
import type { ListedEntry } from './entry.ts';

export type SourceKind = 'folder' | 'webdav';

/** How to reach a source. */
export interface SourceAccess {
	readonly kind: SourceKind;
	/** Address of the folder on its server, or its path on the disk. */
	readonly location: string;
	readonly account: string;
	readonly password: string;
}

export interface FolderListing {
	readonly entries: readonly ListedEntry[];
	/** So many were left out, because their names cannot be used. */
	readonly skipped: number;
}

/** Reads a source, and never writes to it. Throws `SourceFault`. */
export interface SourceReader {
	/** What lies directly in a folder. @param path empty for the top */
	list(path: string, signal: AbortSignal): Promise<FolderListing>;
	/** The bytes of a file. */
	open(path: string, signal: AbortSignal): Promise<Readable>;
}
