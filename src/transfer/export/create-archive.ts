import { PassThrough, type Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface NewArchive {
	/** Takes what is packed. */
	readonly zip: ZipFile;
	/** The archive itself; what fails while it is packed fails its reading. */
	readonly stream: Readable;
}

/** A zip file that is packed while it is read. */
export function createArchive(): NewArchive {
	const zip = new ZipFile();
	const stream = zip.outputStream.pipe(new PassThrough());
	// Nobody else hears it, and unheard it would end the hub.
	zip.once('error', (error: Error) => stream.destroy(error));
	return { zip, stream };
}
