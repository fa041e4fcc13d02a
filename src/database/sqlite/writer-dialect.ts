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
export function writerDialect(execute: Execute): Dialect {
	return {
		createAdapter: () => new SqliteAdapter(),
		createDriver: () => writerDriver(execute),
		createIntrospector: (database) => new SqliteIntrospector(database),
		createQueryCompiler: () => new SqliteQueryCompiler(),
	};
}

function writerDriver(execute: Execute): Driver {
	const connection: DatabaseConnection = {
		// The row type is the caller's claim; Kysely's builder makes it from the schema.
		executeQuery: (query) => execute(query) as Promise<QueryResult<never>>,
		streamQuery() {
			throw new Error('The writer does not stream; read through a reading connection.');
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
