import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/harness/test-app.ts';
import { zipOf } from '../../test/harness/zip-file.ts';
import { openArchive } from './archive.ts';

test.each([
	['UTF-8 as it should be', 'Abläufe/Müll.md', (zip: Buffer) => zip],
	['UTF-8 of a Mac, which does not say so', 'Abläufe/Müll.md', withoutFlag],
	['the letters of an older Windows', 'Abl_ufe/M_ll.md', (zip: Buffer) => inOldLetters(withoutFlag(zip))],
])('names are read: %s', async (_name, packed, change) => {
	const path = join(temporaryFolder(), 'a.zip');
	writeFileSync(path, change(await zipOf({ [packed]: 'Text' })));

	const archive = await openArchive(path, 10);
	const names: (string | null)[] = [];
	for await (const { name } of archive.entries()) names.push(name);
	archive.close();

	expect(names).toEqual(['Abläufe/Müll.md']);
});

/** The flag for UTF-8 stands in the head of the entry and in the list at the end. */
function withoutFlag(zip: Buffer): Buffer {
	const local = zip.indexOf('PK\x03\x04');
	const listed = zip.indexOf('PK\x01\x02');
	zip.writeUInt16LE(zip.readUInt16LE(local + 6) & ~0x800, local + 6);
	zip.writeUInt16LE(zip.readUInt16LE(listed + 8) & ~0x800, listed + 8);
	return zip;
}

function inOldLetters(zip: Buffer): Buffer {
	const inLatin = zip.toString('latin1');
	return Buffer.from(inLatin.replaceAll('Abl_', 'Abl\x84').replaceAll('M_ll', 'M\x81ll'), 'latin1');
}
