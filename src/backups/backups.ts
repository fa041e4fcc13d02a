import { Worker } from 'node:worker_threads';
import { databasePath } from '../database/database-path.ts';
import { VerbundError } from '../errors.ts';
import {
	backupPath,
	listBackups,
	removeBackup,
	type Backup,
	type BackupKind,
	type BackupProof,
} from './backup-folder.ts';
import type { WorkerReport, WorkerTask } from './backup-worker.ts';
import type { BackupProgress } from './make-backup.ts';
import { outdated, type Retention } from './retention.ts';

/** Backups of this installation. The work is done on a thread of its own, so that pages do not wait for it. */
export interface Backups {
	/** Where they lie. */
	readonly folder: string;
	/** Newest first. */
	list(): Promise<readonly Backup[]>;
	make(kind: BackupKind, progress?: BackupProgress): Promise<Backup>;
	/** Tries a restore. @throws VerbundError `request.notFound` */
	prove(name: string, progress?: BackupProgress): Promise<BackupProof>;
	/** @throws VerbundError `request.notFound` */
	remove(name: string): Promise<void>;
	/** Removes what is no longer needed. @returns how many */
	thin(retention: Retention): Promise<number>;
	/** @throws VerbundError `request.notFound` */
	require(name: string): void;
	/** What is wrong with the structure of the hub's own database, or null. */
	inspectOriginal(): Promise<BackupProof['problem']>;
}

export function createBackups({
	dataFolder,
	folder,
}: {
	readonly dataFolder: string;
	readonly folder: string;
}): Backups {
	const backups: Backups = {
		folder,
		list: () => listBackups(folder),
		async make(kind, progress) {
			const report = await inThread({ kind: 'make', task: { dataFolder, target: folder, kind } }, progress);
			if (report.kind !== 'made') throw new Error('The backup thread answered something else.');
			return report.backup;
		},
		async prove(name, progress) {
			backups.require(name);
			const report = await inThread({ kind: 'prove', task: { dataFolder, target: folder, name } }, progress);
			if (report.kind !== 'proven') throw new Error('The backup thread answered something else.');
			return report.proof;
		},
		remove: (name) => removeBackup(folder, name),
		async thin(retention) {
			const old = outdated(await backups.list(), retention);
			for (const { name } of old) await backups.remove(name);
			return old.length;
		},
		require: (name) => void backupPath(folder, name),
		async inspectOriginal() {
			const report = await inThread({ kind: 'inspect', path: databasePath(dataFolder) });
			if (report.kind !== 'inspected') throw new Error('The backup thread answered something else.');
			return report.problem;
		},
	};
	return backups;
}

function inThread(
	task: WorkerTask,
	{ onProgress, signal }: BackupProgress = {},
): Promise<Exclude<WorkerReport, { kind: 'progress' | 'failed' }>> {
	const worker = new Worker(new URL('./backup-worker.ts', import.meta.url), { execArgv: [] });
	const stop = () => worker.postMessage({ kind: 'stop' } satisfies WorkerTask);
	signal?.addEventListener('abort', stop, { once: true });
	return new Promise<Exclude<WorkerReport, { kind: 'progress' | 'failed' }>>((resolve, reject) => {
		worker.on('message', (report: WorkerReport) => {
			if (report.kind === 'progress') onProgress?.(report.done, report.total);
			else if (report.kind === 'failed') reject(toError(report));
			else resolve(report);
		});
		worker.on('error', reject);
		worker.on('exit', () => reject(new Error('The backup thread has ended.')));
		worker.postMessage(task);
	}).finally(() => {
		signal?.removeEventListener('abort', stop);
		void worker.terminate();
	});
}

function toError({ code, message }: Extract<WorkerReport, { kind: 'failed' }>): Error {
	return code === null ? new Error(message) : new VerbundError(code);
}
