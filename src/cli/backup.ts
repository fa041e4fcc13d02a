import SqliteConnection from 'better-sqlite3';
import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { databasePath } from '../app.ts';
import type { Config } from '../config.ts';
import { VerbundError } from '../errors.ts';

export interface BackupReport {
	readonly folder: string;
	readonly items: number;
	readonly files: number;
}

/**
 * Copies database and files into `<folder>/verbund-<time>` while the hub runs, opens the copy and checks it. The
 * folder has its final name only when all of that went well.
 */
export async function backup(
	{ dataFolder }: Config,
	target: string,
	onProgress?: (done: number, total: number) => void,
): Promise<BackupReport> {
	const source = databasePath(dataFolder);
	if (!existsSync(source)) throw new VerbundError('database.unavailable');
	const name = `verbund-${new Date().toISOString().replace(/[:.]/g, '-')}`;
	const unfinished = join(target, `.${name}`);
	await mkdir(unfinished, { recursive: true, mode: 0o750 });
	try {
		const connection = new SqliteConnection(source, { readonly: true });
		await connection.backup(databasePath(unfinished), {
			progress({ totalPages, remainingPages }) {
				onProgress?.(totalPages - remainingPages, totalPages);
				return 2000;
			},
		});
		connection.close();
		const filesFolder = join(dataFolder, 'files');
		if (existsSync(filesFolder)) await cp(filesFolder, join(unfinished, 'files'), { recursive: true });
		const items = verify(databasePath(unfinished));
		const files = existsSync(filesFolder)
			? (await readdir(join(unfinished, 'files'), { recursive: true })).length
			: 0;
		await writeFile(
			join(unfinished, 'backup.json'),
			JSON.stringify({ at: new Date().toISOString(), items, files }),
		);
		const folder = join(target, name);
		await rename(unfinished, folder);
		return { folder, items, files };
	} catch (error) {
		await rm(unfinished, { recursive: true, force: true });
		throw error;
	}
}

/** Puts a backup in place of the data folder, whose contents move to `<data>.before-restore-<time>`. */
export async function restore({ dataFolder }: Config, folder: string): Promise<BackupReport> {
	const items = verify(databasePath(folder));
	const aside = `${dataFolder}.before-restore-${Date.now()}`;
	if (existsSync(dataFolder)) await rename(dataFolder, aside);
	await cp(folder, dataFolder, { recursive: true });
	return { folder: aside, items, files: 0 };
}

/** The backup that is made before the first migration step of a database that holds data. */
export async function backupBeforeMigration(config: Config): Promise<void> {
	await backup(config, join(config.dataFolder, 'backups'));
}

/** Opens a database, checks its structure and answers how many items it holds. */
function verify(path: string): number {
	const connection = new SqliteConnection(path, { readonly: true, fileMustExist: true });
	try {
		const result: unknown = connection.pragma('integrity_check', { simple: true });
		if (result !== 'ok')
			throw new VerbundError('database.unavailable', { values: { reason: String(result) } });
		const row: unknown = connection.prepare('select count(*) as items from items').get();
		return row !== null && typeof row === 'object' && 'items' in row ? Number(row.items) : 0;
	} finally {
		connection.close();
	}
}
