import { Kysely, PostgresDialect, sql, type ControlledTransaction, type KyselyPlugin } from 'kysely';
import pg from 'pg';
import { VerbundError } from '../errors.ts';
import { runAside } from '../events.ts';
import { changeMark, createChangeMark, raiseChangeMark } from './change-mark.ts';
import { databaseError } from './database-error.ts';
import type { Database, DatabaseOptions } from './database.ts';
import type { Schema } from './schema.ts';
import { createTransactionScope, type RunningTransaction } from './transaction-scope.ts';

type Connection = ControlledTransaction<Schema>;

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
				Number(type) === int8 ? (value: string) => Number(value) : pg.types.getTypeParser(type, format),
		},
	});
	pool.on('error', () => undefined);
	const { onQuery } = options;
	const scope = createTransactionScope<Connection>();
	const kysely = new Kysely<Schema>({
		dialect: new PostgresDialect({ pool }),
		plugins: [notingChanges(() => scope.current())],
		...(onQuery ? { log: (event) => onQuery(event.query.sql) } : {}),
	});
	await prepare(kysely);
	const inTurn = createQueue();
	const limit = options.transactionLimit ?? 10_000;

	return {
		dialect: 'postgres',
		get query() {
			return scope.entered()?.connection ?? kysely;
		},
		transaction(work, { quiet = false } = {}) {
			const outer = scope.entered();
			if (outer) return work(outer.connection);
			return inTurn(async () => {
				const running: RunningTransaction<Connection> = {
					connection: await begin(kysely),
					effects: [],
					ended: false,
					changed: false,
				};
				const value = await finish(running, limit, () =>
					scope.run(running, async () => {
						const answer = await work(running.connection);
						if (running.changed && !quiet) await sql.raw(raiseChangeMark).execute(running.connection);
						return answer;
					}),
				);
				running.effects.forEach(runAside);
				return value;
			});
		},
		changeMark,
		afterCommit(effect) {
			const transaction = scope.current();
			if (transaction) transaction.effects.push(effect);
			else runAside(effect);
		},
		async scrub() {
			await sql`vacuum full`.execute(kysely);
		},
		async close() {
			await kysely.destroy();
		},
	};
}

function notingChanges(current: () => RunningTransaction<Connection> | undefined): KyselyPlugin {
	return {
		transformQuery: ({ node }) => node,
		transformResult({ result }) {
			const transaction = current();
			if (transaction && (result.numAffectedRows ?? 0n) > 0n) transaction.changed = true;
			return Promise.resolve(result);
		},
	};
}

/** One after the other, in this process; the lock in `begin` does the same between processes. */
function createQueue() {
	let last: Promise<unknown> = Promise.resolve();
	return <T>(work: () => Promise<T>): Promise<T> => {
		const turn = last.then(work);
		last = turn.catch(() => undefined);
		return turn;
	};
}

async function prepare(kysely: Kysely<Schema>): Promise<void> {
	const connection = await begin(kysely);
	for (const statement of createChangeMark) await sql.raw(statement).execute(connection);
	await connection.commit().execute();
}

async function begin(kysely: Kysely<Schema>): Promise<Connection> {
	const connection = await kysely.startTransaction().execute();
	await sql`select pg_advisory_xact_lock(7280)`.execute(connection);
	return connection;
}

async function finish<T>(
	running: RunningTransaction<Connection>,
	limit: number,
	work: () => Promise<T>,
): Promise<T> {
	const { connection } = running;
	const expired = Promise.withResolvers<never>();
	const timer = setTimeout(
		() => expired.reject(new VerbundError('database.timeLimit', { retryAfter: 5 })),
		limit,
	);
	try {
		const value = await Promise.race([work(), expired.promise]);
		await connection.commit().execute();
		return value;
	} catch (error) {
		if (!connection.isCommitted) await connection.rollback().execute();
		throw error instanceof pg.DatabaseError ? databaseError(error.code ?? '', error.message) : error;
	} finally {
		running.ended = true;
		clearTimeout(timer);
	}
}
