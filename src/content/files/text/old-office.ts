import { readFile } from 'node:fs/promises';

/** What a compound file is (MS-CFB), by the streams that its directory names. */
export type CompoundKind = 'encrypted' | 'oldWord' | 'oldTable' | 'oldSlides' | 'unknown';

const streams: readonly (readonly [string, CompoundKind])[] = [
	['EncryptedPackage', 'encrypted'],
	['WordDocument', 'oldWord'],
	['Workbook', 'oldTable'],
	['Book', 'oldTable'],
	['PowerPoint Document', 'oldSlides'],
];

export async function readCompoundKind(path: string): Promise<{ readonly state: CompoundKind }> {
	const bytes = await readFile(path);
	return { state: streams.find(([name]) => namesStream(bytes, name))?.[1] ?? 'unknown' };
}

const entrySize = 128;
const lengthOffset = 64;

/** An entry of the directory holds the name, ended by a zero, and its length; entries lie at multiples of their size. */
function namesStream(bytes: Buffer, name: string): boolean {
	const written = Buffer.from(`${name}\0`, 'utf16le');
	for (let at = bytes.indexOf(written); at !== -1; at = bytes.indexOf(written, at + 1)) {
		const isEntry = at % entrySize === 0 && at + entrySize <= bytes.length;
		if (isEntry && bytes.readUInt16LE(at + lengthOffset) === written.length) return true;
	}
	return false;
}
