import type SqliteConnection from 'better-sqlite3';

/** `synchronous=FULL`: a commit that was acknowledged survives a loss of power. */
export function prepareWriter(connection: SqliteConnection.Database): void {
	connection.pragma('busy_timeout = 10000');
	connection.pragma('journal_mode = WAL');
	connection.pragma('synchronous = FULL');
	connection.pragma('foreign_keys = ON');
	connection.pragma('temp_store = MEMORY');
	connection.pragma('trusted_schema = OFF');
	connection.transaction(gatherStatistics).immediate(connection);
}

export function prepareReader(connection: SqliteConnection.Database): void {
	connection.pragma('busy_timeout = 5000');
	connection.pragma('query_only = ON');
	connection.pragma('cache_size = -8000');
	connection.pragma('trusted_schema = OFF');
}

/** In a transaction that waits for its turn: another process may be doing the same at this moment. */
function gatherStatistics(connection: SqliteConnection.Database): void {
	// For the query planner, bounded in effort; https://sqlite.org/pragma.html#pragma_optimize
	connection.pragma('optimize = 0x10002');
	// Samples make SQLite prepare a statement anew for each value bound to it, ten times the cost of a point read.
	connection.exec('drop table if exists sqlite_stat4');
}
