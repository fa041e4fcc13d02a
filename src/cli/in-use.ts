import SqliteConnection from 'better-sqlite3';
import { existsSync } from 'node:fs';

/**
 * Whether another process has the database open: SQLite grants the exclusive lock only to a connection that is
 * alone, and a process that was killed holds none. Also puts what a log still holds into the database file.
 */
export function isInUse(path: string): boolean {
	if (!existsSync(path)) return false;
	const connection = new SqliteConnection(path, { timeout: 200 });
	try {
		connection.pragma('locking_mode = EXCLUSIVE');
		connection.exec('begin exclusive; commit');
		return false;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return true;
		throw error;
	} finally {
		connection.close();
	}
}
