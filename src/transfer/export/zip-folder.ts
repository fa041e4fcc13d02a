import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { listFiles } from '../import/list-files.ts';
import { createArchive } from './create-archive.ts';

/** Files that are small already. */
const packed = /\.(?:png|jpe?g|gif|webp|avif|zip|docx|xlsx|pptx|mp4|mp3)$/i;

/** Packs all files below a folder, one after the other; the archive is there completely or not at all. */
export async function zipFolder(folder: string, target: string, signal: AbortSignal): Promise<void> {
	const { zip, stream } = createArchive();
	for (const path of await listFiles(folder)) {
		zip.addFile(join(folder, path), path, { compress: !packed.test(path) });
	}
	zip.end();
	const unfinished = `${target}.part`;
	try {
		await pipeline(stream, createWriteStream(unfinished, { mode: 0o640 }), { signal });
		await rename(unfinished, target);
	} finally {
		await rm(unfinished, { force: true });
	}
}
