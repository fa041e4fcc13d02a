import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, statfs, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { VerbundError, isSystemError, notFound } from '../errors.ts';

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
	/** A file that comes in parts; it is there once it is finished. */
	begin(id: string): Promise<void>;
	/** Bytes of it that are here; null where nothing is. */
	received(id: string): Promise<number | null>;
	/**
	 * Answers how many bytes are here then; those that came before the stream broke stay.
	 *
	 * @throws VerbundError `request.notFound` for what was removed, as `finish` and `examine` do
	 */
	append(id: string, offset: number, bytes: AsyncIterable<Uint8Array>, size: number): Promise<number>;
	finish(id: string): Promise<void>;
	/** Size, digest and beginning of what is there. */
	examine(id: string): Promise<StoredFile>;
	/** @throws VerbundError `files.noRoom` where the disk would be full afterwards */
	requireRoom(size: number): Promise<void>;
	read(id: string, range?: { readonly start: number; readonly end: number }): ReadStream;
	pathOf(id: string): string;
	remove(id: string): Promise<void>;
}

const headLength = 4100;
/** The database needs room too. */
const spareRoom = 200_000_000;

export function createDiskStorage(folder: string): FileStorage {
	const pathOf = (id: string) => join(folder, id.slice(-2), id);
	const partOf = (id: string) => `${pathOf(id)}.part`;

	return {
		pathOf,
		async begin(id) {
			await mkdir(dirname(pathOf(id)), { recursive: true, mode: 0o750 });
			await (await open(partOf(id), 'wx', 0o640)).close();
		},
		async received(id) {
			for (const path of [partOf(id), pathOf(id)]) {
				const found = await stat(path).catch(() => null);
				if (found) return found.size;
			}
			return null;
		},
		async append(id, offset, bytes, size) {
			const file = await open(partOf(id), 'r+').catch(removed);
			try {
				return await appendAll(file, offset, bytes, size);
			} catch (error) {
				throw isSystemError(error, 'ENOSPC') ? noRoom(error) : error;
			} finally {
				await file.close();
			}
		},
		async finish(id) {
			await rename(partOf(id), pathOf(id)).catch(removed);
			await syncFolder(dirname(pathOf(id)));
		},
		async examine(id) {
			const hash = createHash('sha256');
			let size = 0;
			let head = Buffer.alloc(0);
			const file = await open(pathOf(id)).catch(removed);
			for await (const chunk of file.createReadStream()) {
				const bytes: Buffer = chunk;
				size += bytes.length;
				if (head.length < headLength) head = Buffer.concat([head, bytes]).subarray(0, headLength);
				hash.update(bytes);
			}
			return { size, sha256: hash.digest('hex'), head };
		},
		async requireRoom(size) {
			await mkdir(folder, { recursive: true, mode: 0o750 });
			const { bavail, bsize } = await statfs(folder);
			if (bavail * bsize < size + spareRoom) throw noRoom();
		},
		async write(id, bytes, limit) {
			const path = pathOf(id);
			const unfinished = partOf(id);
			await mkdir(dirname(path), { recursive: true, mode: 0o750 });
			try {
				const stored = await writeAll(unfinished, bytes, limit);
				await rename(unfinished, path);
				await syncFolder(dirname(path));
				return stored;
			} catch (error) {
				await rm(unfinished, { force: true });
				throw isSystemError(error, 'ENOSPC') ? new VerbundError('database.full', { cause: error, retryAfter: 60 }) : error;
			}
		},
		read: (id, range) => createReadStream(pathOf(id), range),
		async remove(id) {
			await rm(partOf(id), { force: true });
			await rm(pathOf(id), { force: true });
		},
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

/** What has come is kept and can be relied on, also when the rest never comes. */
async function appendAll(
	file: FileHandle,
	offset: number,
	bytes: AsyncIterable<Uint8Array>,
	size: number,
): Promise<number> {
	let end = offset;
	try {
		for await (const chunk of bytes) {
			if (end + chunk.length > size) throw new VerbundError('files.tooLarge', { values: { megabytes: Math.floor(size / 1_000_000) } });
			await file.write(chunk, 0, chunk.length, end);
			end += chunk.length;
		}
	} finally {
		await file.sync();
	}
	return end;
}

function noRoom(cause?: unknown): VerbundError {
	return new VerbundError('files.noRoom', { cause, retryAfter: 600 });
}

/** Whoever sent it may have cancelled it meanwhile. */
function removed(error: unknown): never {
	throw isSystemError(error, 'ENOENT') ? notFound() : error;
}
