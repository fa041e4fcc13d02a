import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { databasePath } from '../database/database-path.ts';
import { backupPath, listBackups, writeProof, type BackupCounts, type BackupProof } from './backup-folder.ts';
import { inspectDatabase, type ExpectedFile } from './inspect-database.ts';
import type { BackupProgress } from './make-backup.ts';

export interface ProofTask {
	/** Where the restore is tried. */
	readonly dataFolder: string;
	readonly target: string;
	readonly name: string;
}

/**
 * Restores a backup into a folder of its own, which is gone again afterwards: opens the database, checks structure and
 * references, compares what is in it with what was noted when it was made, and reads every file. The outcome is kept
 * with the backup.
 *
 * @throws VerbundError `request.notFound`
 */
export async function proveBackup(
	{ dataFolder, target, name }: ProofTask,
	progress: BackupProgress = {},
): Promise<BackupProof> {
	const folder = backupPath(target, name);
	const noted = (await listBackups(target)).find((backup) => backup.name === name)?.counts ?? null;
	const start = Date.now();
	const rehearsal = await mkdtemp(join(dataFolder, '.restore-proof-'));
	try {
		const problem = await tryRestore(folder, rehearsal, noted, progress);
		const proof: BackupProof = { at: Date.now(), problem, milliseconds: Date.now() - start };
		await writeProof(folder, proof);
		return proof;
	} finally {
		await rm(rehearsal, { recursive: true, force: true });
	}
}

async function tryRestore(
	folder: string,
	rehearsal: string,
	noted: BackupCounts | null,
	progress: BackupProgress,
): Promise<BackupProof['problem']> {
	if (!existsSync(databasePath(folder))) return { key: 'unreadable', values: {} };
	await copyFile(databasePath(folder), databasePath(rehearsal));
	const { problem, counts, files } = inspectDatabase(databasePath(rehearsal));
	if (problem) return problem;
	if (noted && (counts.items !== noted.items || (noted.people > 0 && counts.people !== noted.people)))
		return { key: 'counts', values: { found: counts.items, noted: noted.items } };
	return findFileProblem(join(folder, 'files'), files, progress);
}

async function findFileProblem(
	folder: string,
	files: readonly ExpectedFile[],
	{ onProgress, signal }: BackupProgress,
): Promise<BackupProof['problem']> {
	let missing = 0;
	let changed = 0;
	for (const [index, file] of files.entries()) {
		signal?.throwIfAborted();
		const path = join(folder, file.id.slice(-2), file.id);
		if (!existsSync(path)) missing += 1;
		else if ((await stat(path)).size !== file.size || (await digestOf(path)) !== file.sha256) changed += 1;
		onProgress?.(index + 1, files.length);
	}
	if (missing > 0) return { key: 'filesMissing', values: { count: missing } };
	return changed > 0 ? { key: 'filesChanged', values: { count: changed } } : null;
}

async function digestOf(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(path)) if (Buffer.isBuffer(chunk)) hash.update(chunk);
	return hash.digest('hex');
}
