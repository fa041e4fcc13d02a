import {
	SqliteAdapter,
	SqliteIntrospector,
	SqliteQueryCompiler,
	type CompiledQuery,
	type DatabaseConnection,
	type Dialect,
	type Driver,
	type QueryResult,
} from 'kysely';

type Execute = (query: CompiledQuery) => Promise<QueryResult<unknown>>;

/** Kysely over a function that executes statements; transactions are begun and ended by the commit queue. */
export function sqliteDialect(execute: Execute): Dialect {
	return {
		createAdapter: () => new Adapter(),
		createDriver: () => createDriver(execute),
		createIntrospector: (database) => new SqliteIntrospector(database),
		createQueryCompiler: () => new QueryCompiler(),
	};
}

class Adapter extends SqliteAdapter {
	/** Else each statement would wait for the answer of the one before; now those asked for at once travel together. */
	override get supportsMultipleConnections(): boolean {
		return true;
	}
}

/**
 * Writes a parameter as `+?`, which has the value of `?`. SQLite looks at a bare one while it plans, and then plans the
 * statement anew each time it is run (decision 007).
 */
class QueryCompiler extends SqliteQueryCompiler {
	protected override getCurrentParameterPlaceholder(): string {
		return '+?';
	}
}

function createDriver(execute: Execute): Driver {
	const connection: DatabaseConnection = {
		// The row type is the caller's claim; Kysely's builder makes it from the schema.
		executeQuery: (query) => execute(query) as Promise<QueryResult<never>>,
		streamQuery() {
			throw new Error('Rows come together, not one after the other.');
		},
	};
	return {
		init: () => Promise.resolve(),
		acquireConnection: () => Promise.resolve(connection),
		beginTransaction: refuse,
		commitTransaction: refuse,
		rollbackTransaction: refuse,
		releaseConnection: () => Promise.resolve(),
		destroy: () => Promise.resolve(),
	};
}

function refuse(): never {
	throw new Error('Ask Database.transaction for a transaction.');
}
