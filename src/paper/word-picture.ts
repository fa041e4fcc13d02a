import { readFile } from 'node:fs/promises';
import PizZip from 'pizzip';
import { imageSize } from '../transfer/export/image-size.ts';
import { pictureDigest } from './word-html.ts';

/** A picture of a Word file that was checked; null where none has this digest, or browsers show none of its kind. */
export async function findPicture(path: string, digest: string): Promise<Uint8Array | null> {
	const zip = new PizZip(await readFile(path));
	for (const file of zip.file(/^word\/media\//)) {
		const bytes = file.asUint8Array();
		if (pictureDigest(bytes) === digest) return imageSize(Buffer.from(bytes)) ? bytes : null;
	}
	return null;
}
