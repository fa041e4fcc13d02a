import type { Kysely, RawBuilder } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * The port that services and plugins write against. SQLite implements it today, PostgreSQL passes the same
 * specification (database.spec.ts).
 */
export interface Database {
	readonly dialect: 'sqlite' | 'postgres';
	/** For reading: the running transaction inside `transaction`, else a connection of its own. */
	readonly query: Kysely<Schema>;
	/**
	 * Runs `work` as one transaction, after those that were asked for earlier, and answers when it is on disk.
	 * Inside another transaction it joins that one, and fails with it once that has ended. `work` holds database work
	 * only, never waiting for anything else; statements that it asks for at once travel together and run in the order in
	 * which they were asked for.
	 *
	 * @throws VerbundError `database.timeLimit` when `work` takes longer than the limit, `database.full`,
	 * `database.busy` or `database.unavailable` when the disk does not play along; nothing is written then.
	 */
	transaction<T>(work: (transaction: Kysely<Schema>) => Promise<T>, options?: TransactionOptions): Promise<T>;
	/**
	 * A number that every transaction of every process raises that changes a row, quiet ones excepted: while it stays,
	 * whatever was read is still so. An expression, so that it rides along in a query that is made anyway.
	 */
	readonly changeMark: RawBuilder<number>;
	/**
	 * Runs `effect` after the running transaction is on disk; never if it is rolled back. At once outside of one. Nobody
	 * waits for it; what fails in it, at once or later, is reported.
	 */
	afterCommit(effect: () => unknown): void;
	/**
	 * Writes the database anew, so that nothing of what was deleted is left in its files: neither in free pages, nor in
	 * the full-text index, nor in the log. Takes as long as copying it; writers wait meanwhile, readers do not.
	 * Not inside a transaction.
	 *
	 * @throws VerbundError `database.busy` while somebody still reads the state of before; try again
	 */
	scrub(): Promise<void>;
	close(): Promise<void>;
}

export interface TransactionOptions {
	/** What it writes is on no page that is kept (sessions, counters): the change mark stays. */
	readonly quiet?: boolean;
}

export interface DatabaseOptions {
	/** Milliseconds a transaction may take. */
	readonly transactionLimit?: number;
	/** Called with the SQL text of each statement; for tests that count queries. */
	readonly onQuery?: (sql: string) => void;
}
