import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { VerbundError } from '../errors.ts';

export interface StoredFile {
	readonly size: number;
	/** Hexadecimal. */
	readonly sha256: string;
	/** The first bytes, for recognising the type. */
	readonly head: Uint8Array;
}

/** Bytes by id. A file is there completely or not at all. */
export interface FileStorage {
	/**
	 * @throws VerbundError `files.tooLarge` as soon as the limit is passed, `database.full` without room; nothing
	 * stays behind then
	 */
	write(id: string, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<StoredFile>;
	read(id: string): ReadStream;
	remove(id: string): Promise<void>;
}

const headLength = 4100;

export function createDiskStorage(folder: string): FileStorage {
	const pathOf = (id: string) => join(folder, id.slice(-2), id);

	return {
		async write(id, bytes, limit) {
			const path = pathOf(id);
			const unfinished = `${path}.part`;
			await mkdir(dirname(path), { recursive: true, mode: 0o750 });
			try {
				const stored = await writeAll(unfinished, bytes, limit);
				await rename(unfinished, path);
				await syncFolder(dirname(path));
				return stored;
			} catch (error) {
				await rm(unfinished, { force: true });
				throw isNoSpace(error) ? new VerbundError('database.full', { cause: error, retryAfter: 60 }) : error;
			}
		},
		read: (id) => createReadStream(pathOf(id)),
		remove: (id) => rm(pathOf(id), { force: true }),
	};
}

async function writeAll(path: string, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<StoredFile> {
	const file = await open(path, 'wx', 0o640);
	try {
		return await copy(file, bytes, limit);
	} finally {
		await file.close();
	}
}

async function copy(file: FileHandle, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<StoredFile> {
	const hash = createHash('sha256');
	let size = 0;
	let head = Buffer.alloc(0);
	for await (const chunk of bytes) {
		size += chunk.length;
		if (size > limit) throw new VerbundError('files.tooLarge', { values: { megabytes: Math.floor(limit / 1_000_000) } });
		if (head.length < headLength) head = Buffer.concat([head, chunk]).subarray(0, headLength);
		hash.update(chunk);
		await file.write(chunk);
	}
	await file.sync();
	return { size, sha256: hash.digest('hex'), head };
}

/** Only then is the new name on disk. */
async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

function isNoSpace(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}
