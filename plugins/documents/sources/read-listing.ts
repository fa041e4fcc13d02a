import { fromTheTop } from './compare-listing.ts';
import { parentOf } from './entry-path.ts';
import type { KnownEntry, ListedEntry } from './entry.ts';
import { SourceFault } from './source-fault.ts';
import type { SourceReader } from './source.ts';

export interface Listing {
	readonly entries: readonly ListedEntry[];
	readonly skipped: number;
}

export interface ListingOptions {
	/** What the last complete reading found: folders that say they have not changed below are not read again. */
	readonly known: readonly KnownEntry[];
	readonly signal: AbortSignal;
	/** Folders that are read, and those that are known of. */
	readonly progress: (done: number, total: number) => void;
}

const mostEntries = 100_000;
const deepest = 40;

/** Goes through all folders of a source, one after the other. @throws SourceFault */
export async function readListing(reader: SourceReader, options: ListingOptions): Promise<Listing> {
	const { signal, progress } = options;
	const entries: ListedEntry[] = [];
	const folders = [''];
	const before = toBefore(options.known);
	let skipped = 0;
	for (let done = 0; done < folders.length; done += 1) {
		signal.throwIfAborted();
		const path = folders[done] ?? '';
		const listing = await listFolder(reader, path, signal);
		skipped += listing.skipped;
		for (const entry of listing.entries) {
			entries.push(entry);
			if (!entry.isFolder) continue;
			const below = knownBelow(entry, before);
			if (below) entries.push(...below);
			else if (entry.path.split('/').length < deepest) folders.push(entry.path);
			else skipped += 1;
		}
		if (entries.length > mostEntries) throw new SourceFault('tooMany', String(mostEntries));
		progress(done + 1, folders.length);
	}
	return { entries: fromTheTop(entries), skipped };
}

/** A folder that went away meanwhile, or that this account may not read, is one without anything in it. */
async function listFolder(reader: SourceReader, path: string, signal: AbortSignal) {
	try {
		return await reader.list(path, signal);
	} catch (error) {
		const isOwn = error instanceof SourceFault && left.has(error.code);
		if (path === '' || !isOwn) throw error;
		return { entries: [], skipped: 1 };
	}
}

const left: ReadonlySet<string> = new Set(['notFound', 'folderGone', 'credentials', 'folderClosed']);

/** What the last reading found, by its path and by the folder that it lies in. */
interface Before {
	readonly byPath: ReadonlyMap<string, KnownEntry>;
	readonly byFolder: ReadonlyMap<string, readonly KnownEntry[]>;
}

function toBefore(known: readonly KnownEntry[]): Before {
	const present = known.filter(({ vanishedAt }) => vanishedAt === null);
	return {
		byPath: new Map(present.map((entry) => [entry.path, entry])),
		byFolder: Map.groupBy(present, ({ path }) => parentOf(path)),
	};
}

function knownBelow(folder: ListedEntry, { byPath, byFolder }: Before): readonly ListedEntry[] | null {
	if (!folder.tagsBelow) return null;
	const before = byPath.get(folder.path);
	if (!before?.isFolder || before.tag !== folder.tag || before.key !== folder.key) return null;
	const below = [...(byFolder.get(folder.path) ?? [])];
	// It grows while it is gone through.
	for (const { path, isFolder } of below)
		if (isFolder) for (const entry of byFolder.get(path) ?? []) below.push(entry);
	return below.map((entry) => ({ ...entry, modifiedAt: null, tagsBelow: false }));
}
