import SqliteConnection from 'better-sqlite3';
import { Kysely, type CompiledQuery, type QueryResult } from 'kysely';
import { VerbundError } from '../../errors.ts';
import { runAside } from '../../events.ts';
import { changeMark, createChangeMark } from '../change-mark.ts';
import type { Database, DatabaseOptions } from '../database.ts';
import type { Schema } from '../schema.ts';
import { createTransactionScope } from '../transaction-scope.ts';
import { createCommitQueue } from './commit-queue.ts';
import { sqliteDialect } from './dialect.ts';
import { prepareReader } from './pragmas.ts';
import { createStatementCache } from './statement-cache.ts';
import { scrubSqlite } from './scrub.ts';
import { startWriter, type Writer } from './writer.ts';

/** First release with the fixes of the WAL reset bug and of FTS5 that the hub relies on. */
const oldestSqlite = '3.51.3';

/** @param path file of the database; its folder exists */
export async function openSqlite(path: string, options: DatabaseOptions = {}): Promise<Database> {
	const writer = startWriter(path);
	await requireSqlite(writer);
	for (const statement of createChangeMark) await writer.execute(statement);
	const reader = new SqliteConnection(path, { readonly: true });
	prepareReader(reader);

	const scope = createTransactionScope<Writer>();
	const queue = createCommitQueue(writer, scope, options.transactionLimit ?? 10_000);
	const reading = new Kysely<Schema>({ dialect: sqliteDialect(readFrom(reader)), ...logging(options) });
	const writing = new Kysely<Schema>({
		dialect: sqliteDialect(async (query) => {
			const transaction = scope.current();
			if (!transaction) throw new VerbundError('database.timeLimit', { retryAfter: 5 });
			const result = await transaction.connection.executeInside(query);
			transaction.changed ||= result.changed;
			return result;
		}),
		...logging(options),
	});

	return {
		dialect: 'sqlite',
		get query() {
			return scope.entered() ? writing : reading;
		},
		transaction: (work, { quiet = false } = {}) =>
			scope.entered() ? work(writing) : queue.add(() => work(writing), quiet),
		changeMark,
		afterCommit(effect) {
			const transaction = scope.current();
			if (transaction) transaction.effects.push(effect);
			else runAside(effect);
		},
		scrub: () => queue.alone(() => scrubSqlite(writer)),
		async close() {
			await queue.settled();
			reader.close();
			await writer.close();
		},
	};
}

async function requireSqlite(writer: Writer): Promise<void> {
	const { rows } = await writer.execute('select sqlite_version() as version');
	const [row] = rows;
	const version = row !== null && typeof row === 'object' && 'version' in row ? String(row.version) : '0';
	if (version.localeCompare(oldestSqlite, 'en', { numeric: true }) < 0) {
		throw new VerbundError('database.unavailable', { values: { version, oldest: oldestSqlite } });
	}
}

function readFrom(connection: SqliteConnection.Database) {
	const prepare = createStatementCache(connection);
	return async ({ sql, parameters }: CompiledQuery): Promise<QueryResult<unknown>> => ({
		rows: prepare(sql).all(parameters),
	});
}

function logging({ onQuery }: DatabaseOptions) {
	return onQuery ? { log: (event: { query: { sql: string } }) => onQuery(event.query.sql) } : {};
}
