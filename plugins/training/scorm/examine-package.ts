import { openArchive, readEntry, VerbundError, type Archive, type ArchiveEntry } from 'verbund';
import { callsAround } from './calls-around.ts';
import type { PackageManifest } from './manifest.ts';
import { pathOfLaunch } from './package-files.ts';
import { readManifest } from './read-manifest.ts';
import { refused } from '../refused.ts';

export interface ExaminedPackage {
	readonly manifest: PackageManifest;
	/** Files to be unpacked, each under a path of its own. */
	readonly entries: readonly (ArchiveEntry & { readonly name: string })[];
	/** Bytes of all of them. */
	readonly bytes: number;
	/** Whether its pages call each other, for which they need an origin. */
	readonly callsAround: boolean;
}

const mostEntries = 20_000;
const mostBytes = 2_000_000_000;
const highestRatio = 200;
const ratioCountsFrom = 50_000_000;
const largestManifest = 5_000_000;

/**
 * Looks at a package before anything of it is unpacked.
 *
 * @throws VerbundError `import.*` for an archive that is broken or hostile, `training.*` for one that is no package
 */
export async function examinePackage(path: string): Promise<ExaminedPackage> {
	const archive = await openArchive(path, mostEntries);
	try {
		return await examine(archive);
	} finally {
		archive.close();
	}
}

/** @throws VerbundError as `examinePackage` */
export async function examine(archive: Archive): Promise<ExaminedPackage> {
	const byPath = new Map<string, ArchiveEntry & { readonly name: string }>();
	let bytes = 0;
	let packed = 0;
	for await (const entry of archive.entries()) {
		const { name, isFolder, isLink, isEncrypted, size, packedSize } = entry;
		if (name === null) throw refused('training.refused.packageHostile');
		if (isFolder || isIgnored(name)) continue;
		if (isLink) throw refused('training.refused.packageHostile');
		if (isEncrypted) throw new VerbundError('import.encrypted');
		bytes += size;
		packed += packedSize;
		if (bytes > mostBytes || (bytes > ratioCountsFrom && bytes > packed * highestRatio))
			throw new VerbundError('import.bomb');
		if (!byPath.has(name)) byPath.set(name, { ...entry, name });
	}
	const manifest = await readItsManifest(archive, byPath);
	const paths = new Set([...byPath.keys()].map((path) => path.toLowerCase()));
	const items = manifest.items.map((item) =>
		item.launch === null || paths.has(pathOfLaunch(item.launch).toLowerCase())
			? item
			: { ...item, launch: null },
	);
	if (items.every(({ launch }) => launch === null)) throw refused('training.refused.packageEmpty');
	const entries = [...byPath.values()];
	return {
		manifest: { ...manifest, items },
		entries,
		bytes,
		callsAround: await callsAround(archive, entries),
	};
}

async function readItsManifest(
	archive: Archive,
	byPath: ReadonlyMap<string, ArchiveEntry>,
): Promise<PackageManifest> {
	const entry = byPath.get('imsmanifest.xml');
	if (!entry) {
		const isDeeper = [...byPath.keys()].some((path) => /\/imsmanifest\.xml$/i.test(path));
		throw refused(`training.refused.${isDeeper ? 'manifestInFolder' : 'manifestMissing'}`);
	}
	if (entry.size > largestManifest) throw refused('training.refused.manifestUnreadable');
	const chunks: Buffer[] = [];
	for await (const chunk of readEntry(archive, entry)) chunks.push(chunk);
	return readManifest(Buffer.concat(chunks));
}

/** What systems put beside the files of people. */
function isIgnored(path: string): boolean {
	return /(?:^|\/)(?:__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini)(?:\/|$)/i.test(path);
}
