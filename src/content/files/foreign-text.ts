import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createId } from '../../ids.ts';
import { createDiskStorage } from '../file-storage.ts';
import { recognise } from './recognise.ts';
import type { TextExtractor } from './text/extract-in-process.ts';
import type { ExtractedText } from './text/extract-text.ts';

/** A file that the hub reads and does not keep. */
export interface ForeignText {
	/** Recognised from the content. */
	readonly mediaType: string;
	readonly text: ExtractedText;
}

/**
 * Reads what is written in a file that lies elsewhere, within the limits of time and memory that all files have.
 *
 * @throws VerbundError `files.tooLarge`, `database.full`, and whatever the stream ends with
 */
export type ReadForeignText = (
	bytes: AsyncIterable<Uint8Array>,
	options: { readonly limit: number },
) => Promise<ForeignText>;

const hour = 60 * 60 * 1000;

/** @param folder where files lie while they are read */
export function createForeignText(folder: string, extractor: TextExtractor): ReadForeignText {
	const storage = createDiskStorage(folder);
	let swept: Promise<void> | undefined;

	return async (bytes, { limit }) => {
		await (swept ??= sweep(folder));
		const id = createId();
		try {
			const { head } = await storage.write(id, bytes, limit);
			const mediaType = await recognise(head);
			return { mediaType, text: await extractor.extract(storage.pathOf(id), mediaType) };
		} finally {
			await storage.remove(id);
		}
	};
}

/** Removes what a crash left there; another process of the hub may be reading at the same time. */
async function sweep(folder: string): Promise<void> {
	const names = await readdir(folder, { recursive: true }).catch(() => []);
	for (const name of names) {
		const found = await stat(join(folder, name)).catch(() => null);
		if (found?.isFile() && found.mtimeMs < Date.now() - hour) await rm(join(folder, name), { force: true });
	}
}
