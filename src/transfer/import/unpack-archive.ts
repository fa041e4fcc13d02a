import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isSystemError, VerbundError } from '../../errors.ts';
import { openArchive, readEntry, type ArchiveEntry } from '../archive.ts';
import type { TransferNote } from '../convert/converted-text.ts';

export interface UnpackLimits {
	/** Bytes that may lie on the disk afterwards. */
	readonly bytes: number;
}

export interface LeftOut {
	readonly path: string;
	readonly note: TransferNote;
}

const mostEntries = 60_000;
const highestRatio = 200;
const ratioCountsFrom = 50_000_000;

/**
 * Unpacks an archive, one entry after the other. What its list says of the sizes is believed only as far as it keeps to
 * it.
 *
 * @returns entries that stay out
 * @throws VerbundError `import.bomb`, `import.broken`, `import.encrypted`
 */
export async function unpackArchive(
	path: string,
	folder: string,
	{ bytes }: UnpackLimits,
	signal: AbortSignal,
): Promise<readonly LeftOut[]> {
	const archive = await openArchive(path, mostEntries);
	try {
		const leftOut: LeftOut[] = [];
		const wanted: ArchiveEntry[] = [];
		let size = 0;
		let packed = 0;
		for await (const entry of archive.entries()) {
			if (entry.isFolder || isIgnored(entry.name)) continue;
			const refused = refusalOf(entry);
			if (refused !== null) leftOut.push({ path: entry.name ?? '…', note: { code: refused } });
			else wanted.push(entry);
			size += entry.size;
			packed += entry.packedSize;
			if (size > bytes || (size > ratioCountsFrom && size > packed * highestRatio))
				throw new VerbundError('import.bomb');
		}
		if (wanted.length === 0 && leftOut.some(({ note }) => note.code === 'entryEncrypted'))
			throw new VerbundError('import.encrypted');
		for (const entry of wanted) {
			signal.throwIfAborted();
			const target = join(folder, entry.name ?? '');
			try {
				await mkdir(dirname(target), { recursive: true });
				await pipeline(Readable.from(readEntry(archive, entry)), createWriteStream(target), { signal });
			} catch (error) {
				if (signal.aborted || isSystemError(error, 'ENOSPC')) throw error;
				leftOut.push({ path: entry.name ?? '', note: { code: 'entryBroken' } });
			}
		}
		return leftOut;
	} finally {
		archive.close();
	}
}

/** What systems put beside the files of people. */
export function isIgnored(path: string | null): boolean {
	return /(?:^|\/)(?:__MACOSX|\.[^/]*|~\$[^/]*|Thumbs\.db|desktop\.ini)(?:\/|$)/i.test(path ?? '');
}

function refusalOf({ name, isLink, isEncrypted }: ArchiveEntry): string | null {
	if (name === null) return 'entryPath';
	if (isLink) return 'entryLink';
	return isEncrypted ? 'entryEncrypted' : null;
}
