import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** A zip file of these files, as bytes. */
export async function zipOf(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
	const zip = new ZipFile();
	for (const [path, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), path);
	zip.end();
	return buffer(zip.outputStream);
}

/** A PNG of one pixel. */
export const onePixel = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);
