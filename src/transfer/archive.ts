import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { getFileNameLowLevel, openPromise, type Entry, type ZipFile } from 'yauzl';
import { VerbundError } from '../errors.ts';

export interface ArchiveEntry {
	/** Path with `/`; null where it would lead out of the archive. */
	readonly name: string | null;
	readonly isFolder: boolean;
	readonly isLink: boolean;
	readonly isEncrypted: boolean;
	/** Bytes as the archive says; reading fails where it is a lie. */
	readonly size: number;
	readonly packedSize: number;
	readonly entry: Entry;
}

/** A zip file whose entries are read one at a time. */
export interface Archive {
	entries(): AsyncGenerator<ArchiveEntry>;
	read(entry: ArchiveEntry): Promise<Readable>;
	close(): void;
}

/** @throws VerbundError `import.broken` for what is no archive, `import.bomb` for one with too many entries */
export async function openArchive(path: string, mostEntries: number): Promise<Archive> {
	const zip = await known(() =>
		openPromise(path, {
			lazyEntries: true,
			autoClose: false,
			decodeStrings: false,
			validateEntrySizes: true,
		}),
	);
	if (zip.entryCount > mostEntries) {
		zip.close();
		throw new VerbundError('import.bomb');
	}
	return {
		async *entries() {
			const all = zip.eachEntry();
			for (;;) {
				const { done, value } = await known(() => all.next());
				if (done) return;
				yield describe(value);
			}
		},
		read: ({ entry }) => known(() => open(zip, entry)),
		close: () => zip.close(),
	};
}

/** Reads an entry to its end. @throws VerbundError `import.broken` */
export async function* readEntry(archive: Archive, entry: ArchiveEntry): AsyncGenerator<Buffer> {
	const stream = await archive.read(entry);
	try {
		for await (const chunk of stream) yield chunk as Buffer;
	} catch (error) {
		throw new VerbundError('import.broken', { cause: error });
	}
}

async function known<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof VerbundError) throw error;
		throw new VerbundError('import.broken', { cause: error });
	}
}

function open(zip: ZipFile, entry: Entry): Promise<Readable> {
	return zip.openReadStreamPromise(entry);
}

const fileKindMask = 0o170000;
const symbolicLink = 0o120000;
const madeOnUnix = 3;

function describe(entry: Entry): ArchiveEntry {
	const written = nameOf(entry);
	const mode = entry.versionMadeBy >> 8 === madeOnUnix ? entry.externalFileAttributes >>> 16 : 0;
	return {
		name: safePath(written),
		isFolder: written.endsWith('/'),
		isLink: (mode & fileKindMask) === symbolicLink,
		isEncrypted: entry.isEncrypted(),
		size: entry.uncompressedSize,
		packedSize: entry.compressedSize,
		entry,
	};
}

const saysUtf8 = 0x800;

/** Macs and many servers write UTF-8 without saying so; what is none is of an older Windows. */
function nameOf({ generalPurposeBitFlag: flags, fileNameRaw: raw, extraFields }: Entry): string {
	return getFileNameLowLevel(isUtf8(raw) ? flags | saysUtf8 : flags, raw, extraFields, false);
}

const longestName = 200;

/** A path below the archive, whatever it says; null for one that climbs out. */
export function safePath(written: string): string | null {
	const steps = written
		.toWellFormed()
		.normalize('NFC')
		.split('/')
		.filter((step) => step !== '' && step !== '.');
	if (steps.length === 0 || steps.includes('..')) return null;
	const clean = steps.map((step) => shorten(step.replace(/[\p{Control}\p{Format}<>:"|?*\\]/gu, '_')));
	return clean.join('/');
}

/** File systems take 255 bytes; the ending stays. */
function shorten(name: string): string {
	if (Buffer.byteLength(name) <= longestName) return name;
	const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
	let short = name.slice(0, name.length - ending.length);
	while (Buffer.byteLength(short + ending) > longestName) short = short.slice(0, -1);
	return short.toWellFormed().replaceAll('\uFFFD', '') + ending;
}
