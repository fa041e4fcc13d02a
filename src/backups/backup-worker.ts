import { parentPort } from 'node:worker_threads';
import { isVerbundError, type ErrorCode } from '../errors.ts';
import type { Backup, BackupProof } from './backup-folder.ts';
import { inspectDatabase } from './inspect-database.ts';
import { makeBackup, type BackupTask } from './make-backup.ts';
import { proveBackup, type ProofTask } from './prove-backup.ts';

export type WorkerTask =
	| { readonly kind: 'make'; readonly task: BackupTask }
	| { readonly kind: 'prove'; readonly task: ProofTask }
	| { readonly kind: 'inspect'; readonly path: string }
	| { readonly kind: 'stop' };

export type WorkerReport =
	| { readonly kind: 'progress'; readonly done: number; readonly total: number }
	| { readonly kind: 'made'; readonly backup: Backup }
	| { readonly kind: 'proven'; readonly proof: BackupProof }
	| { readonly kind: 'inspected'; readonly problem: BackupProof['problem'] }
	| { readonly kind: 'failed'; readonly code: ErrorCode | null; readonly message: string };

const controller = new AbortController();

parentPort?.on('message', (message: WorkerTask) => {
	if (message.kind === 'stop') controller.abort();
	else void work(message).catch((error: unknown) => report(toFailure(error)));
});

async function work(message: Exclude<WorkerTask, { kind: 'stop' }>): Promise<void> {
	const progress = {
		signal: controller.signal,
		onProgress: (done: number, total: number) => report({ kind: 'progress', done, total }),
	};
	if (message.kind === 'inspect')
		report({ kind: 'inspected', problem: inspectDatabase(message.path).problem });
	else if (message.kind === 'make')
		report({ kind: 'made', backup: await makeBackup(message.task, progress) });
	else report({ kind: 'proven', proof: await proveBackup(message.task, progress) });
}

function toFailure(error: unknown): WorkerReport {
	return {
		kind: 'failed',
		code: isVerbundError(error) ? error.code : null,
		message: error instanceof Error ? error.message : String(error),
	};
}

function report(message: WorkerReport): void {
	parentPort?.postMessage(message);
}
