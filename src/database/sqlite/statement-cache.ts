import type SqliteConnection from 'better-sqlite3';

const capacity = 500;

/** Keeps prepared statements by their text: preparing costs more than a point read. */
export function createStatementCache(connection: SqliteConnection.Database) {
	const statements = new Map<string, SqliteConnection.Statement>();

	return (text: string): SqliteConnection.Statement => {
		const known = statements.get(text);
		if (known) return known;
		if (statements.size >= capacity) statements.clear();
		const statement = connection.prepare(text);
		statements.set(text, statement);
		return statement;
	};
}
