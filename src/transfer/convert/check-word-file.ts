import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { VerbundError } from '../../errors.ts';
import { openArchive, type Archive, type ArchiveEntry } from '../archive.ts';

const mostParts = 10_000;
const largestWhole = 300_000_000;
const largestXml = 40_000_000;
/** Pictures hardly shrink; text shrinks by ten to thirty. */
const highestRatio = 200;
const ratioCountsFrom = 5_000_000;

/**
 * Looks at a file that is called `.docx` before anything of it is unpacked into memory. Every part is read to its end
 * once, because what a part says of its own size may be a lie.
 *
 * @throws VerbundError `import.encrypted`, `import.oldWord`, `import.notWord`, `import.bomb`, `import.broken`
 */
export async function checkWordFile(path: string): Promise<void> {
	const head = await readHead(path);
	if (head.startsWith('d0cf11e0a1b11ae1'))
		throw new VerbundError((await isEncrypted(path)) ? 'import.encrypted' : 'import.oldWord');
	if (!head.startsWith('504b0304')) throw new VerbundError('import.notWord');
	const archive = await openArchive(path, mostParts);
	try {
		const entries: ArchiveEntry[] = [];
		for await (const entry of archive.entries()) entries.push(entry);
		checkSizes(entries);
		if (!entries.some(({ name }) => /^word\/document\d*\.xml$/.test(name ?? '')))
			throw new VerbundError('import.notWord');
		for (const entry of entries) await readToItsEnd(archive, entry);
	} finally {
		archive.close();
	}
}

async function readToItsEnd(archive: Archive, entry: ArchiveEntry): Promise<void> {
	if (entry.isEncrypted) throw new VerbundError('import.encrypted');
	if (entry.isFolder) return;
	await finished((await archive.read(entry)).resume()).catch((cause: unknown) => {
		throw new VerbundError('import.broken', { cause });
	});
}

function checkSizes(entries: readonly ArchiveEntry[]): void {
	const packed = entries.reduce((sum, { packedSize }) => sum + packedSize, 0);
	const whole = entries.reduce((sum, { size }) => sum + size, 0);
	const xml = entries
		.filter(({ name }) => /\.(?:xml|rels)$/i.test(name ?? ''))
		.reduce((sum, { size }) => sum + size, 0);
	const isBomb = whole > ratioCountsFrom && whole > packed * highestRatio;
	if (isBomb || whole > largestWhole || xml > largestXml) throw new VerbundError('import.bomb');
}

async function readHead(path: string): Promise<string> {
	const file = await open(path, 'r');
	try {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
		return buffer.subarray(0, bytesRead).toString('hex');
	} finally {
		await file.close();
	}
}

/** An encrypted document lies in a container of the old format, in a stream of this name. */
async function isEncrypted(path: string): Promise<boolean> {
	const name = Buffer.from('EncryptedPackage', 'utf16le');
	let rest = Buffer.alloc(0);
	for await (const chunk of createReadStream(path)) {
		const seen = Buffer.concat([rest, chunk as Buffer]);
		if (seen.includes(name)) return true;
		rest = seen.subarray(-name.length);
	}
	return false;
}
