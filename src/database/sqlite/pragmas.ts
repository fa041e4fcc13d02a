import type SqliteConnection from 'better-sqlite3';

/** `synchronous=FULL`: a commit that was acknowledged survives a loss of power. */
export function prepareWriter(connection: SqliteConnection.Database): void {
	connection.pragma('journal_mode = WAL');
	connection.pragma('synchronous = FULL');
	connection.pragma('foreign_keys = ON');
	connection.pragma('busy_timeout = 10000');
	connection.pragma('temp_store = MEMORY');
	connection.pragma('trusted_schema = OFF');
}

export function prepareReader(connection: SqliteConnection.Database): void {
	connection.pragma('busy_timeout = 5000');
	connection.pragma('query_only = ON');
	connection.pragma('cache_size = -32000');
	connection.pragma('mmap_size = 268435456');
	connection.pragma('trusted_schema = OFF');
}
