import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { VerbundError } from '../errors.ts';
import { databaseError } from './database-error.ts';
import type { Database, DatabaseOptions } from './database.ts';
import type { Schema } from './schema.ts';
import { createTransactionScope, type RunningTransaction } from './transaction-scope.ts';

type Connection = Transaction<Schema>;

const int8 = 20;

/** @param connectionString e.g. `postgres://verbund@localhost/verbund` */
export async function openPostgres(
	connectionString: string,
	options: DatabaseOptions = {},
): Promise<Database> {
	const pool = new pg.Pool({
		connectionString,
		types: {
			getTypeParser: (type, format) =>
				type === int8 ? (value: string) => Number(value) : pg.types.getTypeParser(type, format),
		},
	});
	pool.on('error', () => undefined);
	const { onQuery } = options;
	const kysely = new Kysely<Schema>({
		dialect: new PostgresDialect({ pool }),
		...(onQuery ? { log: (event) => onQuery(event.query.sql) } : {}),
	});
	const scope = createTransactionScope<Connection>();
	const limit = options.transactionLimit ?? 10_000;

	return {
		dialect: 'postgres',
		get query() {
			return scope.current()?.connection ?? kysely;
		},
		async transaction(work) {
			const outer = scope.current();
			if (outer) return work(outer.connection);
			const effects: (() => void)[] = [];
			const value = await begin(kysely, limit, (connection) =>
				scope.run(track(connection, effects), () => work(connection)),
			);
			for (const effect of effects) effect();
			return value;
		},
		afterCommit(effect) {
			const transaction = scope.current();
			if (transaction) transaction.effects.push(effect);
			else effect();
		},
		async close() {
			await kysely.destroy();
		},
	};
}

function track(connection: Connection, effects: (() => void)[]): RunningTransaction<Connection> {
	return { connection, effects, ended: false };
}

async function begin<T>(
	kysely: Kysely<Schema>,
	limit: number,
	work: (connection: Connection) => Promise<T>,
): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	try {
		return await kysely.transaction().execute((connection) => {
			const expired = new Promise<never>((_, reject) => {
				timer = setTimeout(() => reject(new VerbundError('database.timeLimit', { retryAfter: 5 })), limit);
			});
			return Promise.race([work(connection), expired]);
		});
	} catch (error) {
		throw error instanceof pg.DatabaseError ? databaseError(error.code ?? '', error.message) : error;
	} finally {
		clearTimeout(timer);
	}
}
