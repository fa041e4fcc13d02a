import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { isVerbundError, VerbundError } from '../../errors.ts';
import { runAside } from '../../events.ts';
import { createId } from '../../ids.ts';
import { createDiskStorage } from '../file-storage.ts';
import { recognise } from './recognise.ts';
import type { TextExtractor } from './text/extract-in-process.ts';
import type { ExtractedText } from './text/extract-text.ts';
import type { VirusScanner } from './virus-scanner.ts';

/** A file that the hub reads and does not keep. */
export interface ForeignText {
	/** Recognised from the content. */
	readonly mediaType: string;
	readonly text: ExtractedText;
}

/** Files that lie elsewhere. Where a virus scanner is set up, they are shown to it before anything is done with them. */
export interface ForeignFiles {
	/**
	 * Reads what is written in a file, within the limits of time and memory that all files have.
	 *
	 * @throws VerbundError `files.tooLarge`, `files.infected` and what else the scanner refuses, `database.full`, and
	 *   whatever the stream ends with
	 */
	readText(bytes: AsyncIterable<Uint8Array>, options: { readonly limit: number }): Promise<ForeignText>;
	/**
	 * The same bytes, once the scanner has seen them; without a scanner they pass as they come.
	 *
	 * @throws VerbundError as `readText`; what is larger than `limit` is `files.tooLargeToScan`
	 */
	requireClean(bytes: Readable, options: { readonly limit: number }): Promise<Readable>;
}

interface ForeignFilesParts {
	/** Where files lie while they are read. */
	readonly folder: string;
	readonly extractor: TextExtractor;
	readonly scanner: Pick<VirusScanner, 'requireClean' | 'isOn'>;
}

const hour = 60 * 60 * 1000;

export function createForeignFiles({ folder, extractor, scanner }: ForeignFilesParts): ForeignFiles {
	const storage = createDiskStorage(folder);
	let swept: Promise<void> | undefined;

	return {
		async readText(bytes, { limit }) {
			const id = createId();
			try {
				const head = await stage(id, bytes, limit);
				const mediaType = await recognise(head);
				return { mediaType, text: await extractor.extract(storage.pathOf(id), mediaType) };
			} finally {
				await storage.remove(id);
			}
		},
		async requireClean(bytes, { limit }) {
			if (!(await scanner.isOn())) return bytes;
			const id = createId();
			try {
				await stage(id, bytes, limit);
			} catch (error) {
				await storage.remove(id);
				if (isVerbundError(error) && error.code === 'files.tooLarge')
					throw new VerbundError('files.tooLargeToScan', { cause: error });
				throw error;
			}
			return createReadStream(storage.pathOf(id)).once('close', () => runAside(() => storage.remove(id)));
		},
	};

	/** Answers the first bytes. */
	async function stage(id: string, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
		await (swept ??= sweep(folder));
		const { head } = await storage.write(id, bytes, limit);
		await scanner.requireClean(storage.pathOf(id));
		return head;
	}
}

/** Removes what a crash left there; another process of the hub may be reading at the same time. */
async function sweep(folder: string): Promise<void> {
	const names = await readdir(folder, { recursive: true }).catch(() => []);
	for (const name of names) {
		const found = await stat(join(folder, name)).catch(() => null);
		if (found?.isFile() && found.mtimeMs < Date.now() - hour) await rm(join(folder, name), { force: true });
	}
}
