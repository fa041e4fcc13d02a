import SqliteConnection from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { databasePath } from '../database/database-path.ts';
import { VerbundError, isSystemError } from '../errors.ts';
import { backupName, listBackups, writeNote, type Backup, type BackupKind } from './backup-folder.ts';
import { inspectDatabase } from './inspect-database.ts';

export interface BackupTask {
	readonly dataFolder: string;
	/** Folder in which each backup is a folder. */
	readonly target: string;
	readonly kind: BackupKind;
}

export interface BackupProgress {
	readonly onProgress?: (done: number, total: number) => void;
	readonly signal?: AbortSignal;
}

/** Room that stays free beside a backup, so that the hub can go on writing. */
const spareBytes = 200_000_000;

/**
 * Copies database and files into `<target>/verbund-<time>` while the hub runs. The folder has its final name only
 * when everything in it was opened and counted.
 *
 * @throws VerbundError `database.full` before it begins where there is no room for it
 */
export async function makeBackup(task: BackupTask, progress: BackupProgress = {}): Promise<Backup> {
	const { dataFolder, target, kind } = task;
	const source = databasePath(dataFolder);
	if (!existsSync(source)) throw new VerbundError('database.unavailable');
	const at = Date.now();
	const name = backupName(at);
	const unfinished = join(target, `.${name}`);
	await mkdir(unfinished, { recursive: true, mode: 0o750 });
	try {
		const [previous] = await listBackups(target);
		await requireRoom(target, source);
		const copies = {
			from: join(dataFolder, 'files'),
			to: join(unfinished, 'files'),
			previous: previous === undefined ? null : join(target, previous.name, 'files'),
		};
		// Once before the database, for files that are removed meanwhile, and once after it, for those that are new.
		await copyFiles(copies, progress);
		await copyDatabase(source, databasePath(unfinished), progress);
		await copyFiles(copies, { ...(progress.signal ? { signal: progress.signal } : {}) });
		keepInOneFile(databasePath(unfinished));
		const { problem, counts } = inspectDatabase(databasePath(unfinished));
		if (problem) throw new VerbundError('database.unavailable', { values: { reason: problem.key } });
		const bytes = await sizeOfFolder(unfinished);
		await writeNote(unfinished, { at, kind, bytes }, counts);
		await rename(unfinished, join(target, name));
		return { name, at, kind, counts, bytes, proof: null };
	} catch (error) {
		await rm(unfinished, { recursive: true, force: true });
		throw isSystemError(error, 'ENOSPC')
			? new VerbundError('database.full', { cause: error, retryAfter: 60 })
			: error;
	}
}

/** The database comes twice: as the copy, and once more while a restore is tried. */
async function requireRoom(target: string, source: string): Promise<void> {
	const { bavail, bsize } = await statfs(target);
	const { size } = await stat(source);
	if (bavail * bsize < 2 * size + spareBytes) throw new VerbundError('database.full', { retryAfter: 60 });
}

const pagesPerStep = 2000;

async function copyDatabase(
	source: string,
	target: string,
	{ onProgress, signal }: BackupProgress,
): Promise<void> {
	const connection = new SqliteConnection(source, { readonly: true });
	try {
		await connection.backup(target, {
			progress({ totalPages, remainingPages }) {
				signal?.throwIfAborted();
				onProgress?.(totalPages - remainingPages, totalPages);
				return pagesPerStep;
			},
		});
	} finally {
		connection.close();
	}
}

/** Without a log beside it, a backup can be read where nothing may be written. The hub turns the log on again. */
function keepInOneFile(path: string): void {
	const connection = new SqliteConnection(path);
	try {
		connection.pragma('journal_mode = DELETE');
	} finally {
		connection.close();
	}
}

interface FileCopies {
	readonly from: string;
	readonly to: string;
	/** Files of the backup before, or null. */
	readonly previous: string | null;
}

/**
 * Files never change: what the backup before has is given a second name there and takes no room again. The first
 * backup holds copies of its own, so that a fault in the hub's files is none of the backup's.
 */
async function copyFiles(
	{ from, to, previous }: FileCopies,
	{ onProgress, signal }: BackupProgress,
): Promise<void> {
	const paths = (await listFiles(from)).filter((path) => !path.endsWith('.part'));
	for (const [index, path] of paths.entries()) {
		signal?.throwIfAborted();
		if (!existsSync(join(to, path)))
			await copyOne(join(from, path), join(to, path), previous === null ? null : join(previous, path));
		onProgress?.(index + 1, paths.length);
	}
}

async function copyOne(source: string, target: string, previous: string | null): Promise<void> {
	const size = await sizeOf(source);
	// Removed since the folder was listed.
	if (size === null) return;
	await mkdir(dirname(target), { recursive: true, mode: 0o750 });
	const isKept = previous !== null && (await sizeOf(previous)) === size;
	if (isKept && (await succeeds(link(previous, target)))) return;
	await copyFile(source, target);
}

async function succeeds(work: Promise<void>): Promise<boolean> {
	return work.then(
		() => true,
		() => false,
	);
}

/** Paths below a folder; none if there is no such folder. */
async function listFiles(folder: string): Promise<readonly string[]> {
	if (!existsSync(folder)) return [];
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

async function sizeOfFolder(folder: string): Promise<number> {
	let bytes = 0;
	for (const path of await listFiles(folder)) bytes += (await sizeOf(join(folder, path))) ?? 0;
	return bytes;
}

async function sizeOf(path: string): Promise<number | null> {
	return stat(path).then(
		({ size }) => size,
		() => null,
	);
}
