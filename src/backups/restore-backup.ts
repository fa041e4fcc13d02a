import { existsSync } from 'node:fs';
import { cp, link, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { databasePath } from '../database/database-path.ts';
import { VerbundError } from '../errors.ts';
import { inspectDatabase } from './inspect-database.ts';

export interface RestoreReport {
	readonly items: number;
	/** Where the state before went; null if there was none. */
	readonly aside: string | null;
}

/**
 * Puts a backup in place of the database and files of a data folder that no process uses. What was there moves to
 * `<data>/before-restore-<time>`; the database is swapped by one rename, so that there is always a whole one.
 */
export async function restoreBackup(dataFolder: string, folder: string): Promise<RestoreReport> {
	requireWhole(databasePath(folder));
	const time = new Date().toISOString().replace(/[:.]/g, '-');
	const incoming = join(dataFolder, `.restore-${time}`);
	await mkdir(incoming, { recursive: true, mode: 0o750 });
	try {
		await cp(databasePath(folder), databasePath(incoming));
		if (existsSync(join(folder, 'files')))
			await cp(join(folder, 'files'), join(incoming, 'files'), { recursive: true });
		const items = requireWhole(databasePath(incoming));
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

/** @returns how many items it holds */
function requireWhole(path: string): number {
	const { problem, counts } = inspectDatabase(path);
	if (problem) throw new VerbundError('database.unavailable', { values: { reason: problem.key } });
	return counts.items;
}
