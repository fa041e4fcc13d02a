import SqliteConnection from 'better-sqlite3';
import { cp, link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
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
		if (existsSync(filesFolder)) {
			const isComplete = (path: string) => !path.endsWith('.part');
			await cp(filesFolder, join(unfinished, 'files'), { recursive: true, filter: isComplete });
		}
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

export interface RestoreReport {
	readonly items: number;
	/** Where the state before went; null if there was none. */
	readonly aside: string | null;
}

/**
 * Puts a backup in place of the database and files of a data folder that no process uses. What was there moves to
 * `<data>/before-restore-<time>`; the database is swapped by one rename, so that there is always a whole one.
 */
export async function restore({ dataFolder }: Config, folder: string): Promise<RestoreReport> {
	const items = verify(databasePath(folder));
	const time = new Date().toISOString().replace(/[:.]/g, '-');
	const incoming = join(dataFolder, `.restore-${time}`);
	await mkdir(incoming, { recursive: true, mode: 0o750 });
	try {
		await cp(databasePath(folder), databasePath(incoming));
		if (existsSync(join(folder, 'files')))
			await cp(join(folder, 'files'), join(incoming, 'files'), { recursive: true });
		verify(databasePath(incoming));
		const aside = existsSync(databasePath(dataFolder)) ? join(dataFolder, `before-restore-${time}`) : null;
		if (aside !== null) await keepAside(dataFolder, aside);
		await rename(databasePath(incoming), databasePath(dataFolder));
		if (existsSync(join(incoming, 'files'))) await rename(join(incoming, 'files'), join(dataFolder, 'files'));
		return { items, aside };
	} finally {
		await rm(incoming, { recursive: true, force: true });
	}
}

/** The database as a second name of the same file, so that the first stays until it is replaced. */
async function keepAside(dataFolder: string, aside: string): Promise<void> {
	await mkdir(aside, { mode: 0o750 });
	await link(databasePath(dataFolder), databasePath(aside));
	if (existsSync(join(dataFolder, 'files'))) await rename(join(dataFolder, 'files'), join(aside, 'files'));
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
