import { sql, type Kysely } from 'kysely';
import { VerbundError } from '../errors.ts';
import type { Database } from './database.ts';

/** A step forward; there is no way back but the backup made before it. */
export interface Migration {
	/** Sorts after those that came before it: `001-core`. */
	readonly name: string;
	up(transaction: Kysely<never>, dialect: Database['dialect']): Promise<void>;
}

export interface MigrateOptions {
	/** `core`, or the id of the plugin whose tables these are. */
	readonly scope: string;
	/** Called before the first step of a database that already holds data; makes the backup. */
	readonly beforeFirst?: () => Promise<void>;
	/** Called before each step of such a database; one that is made anew takes no time worth telling. */
	readonly onStep?: (name: string, index: number, total: number) => void;
}

/**
 * Applies what is missing, each step in its own transaction that also records it: a kill in the middle leaves
 * the database at the step before, and two processes that start together apply each step once.
 *
 * @throws VerbundError `database.newer` if the database knows steps that this version does not
 */
export async function migrate(
	database: Database,
	migrations: readonly Migration[],
	options: MigrateOptions,
): Promise<void> {
	await createTable(database);
	const applied = await appliedNames(database, options.scope);
	const unknown = applied.filter((name) => !migrations.some((migration) => migration.name === name));
	if (unknown.length > 0) {
		throw new VerbundError('database.newer', { values: { step: unknown.join(', '), scope: options.scope } });
	}
	const missing = migrations.filter(({ name }) => !applied.includes(name));
	if (missing.length > 0 && applied.length > 0) await options.beforeFirst?.();
	for (const [index, migration] of missing.entries()) {
		if (applied.length > 0) options.onStep?.(migration.name, index + 1, missing.length);
		await apply(database, options.scope, migration);
	}
}

async function apply(database: Database, scope: string, migration: Migration): Promise<void> {
	await database.transaction(async (transaction) => {
		if (database.dialect === 'postgres')
			await sql`lock table migrations in exclusive mode`.execute(transaction);
		const done = await transaction
			.selectFrom('migrations')
			.select('name')
			.where('scope', '=', scope)
			.where('name', '=', migration.name)
			.executeTakeFirst();
		if (done) return;
		// A migration knows the tables of its own time, not those of the current schema.
		await migration.up(transaction as unknown as Kysely<never>, database.dialect);
		await transaction
			.insertInto('migrations')
			.values({ scope, name: migration.name, applied_at: Date.now() })
			.execute();
	});
}

async function createTable(database: Database): Promise<void> {
	await database.transaction(async (transaction) => {
		if (database.dialect === 'postgres') await sql`select pg_advisory_xact_lock(7281)`.execute(transaction);
		await transaction.schema
			.createTable('migrations')
			.ifNotExists()
			.addColumn('scope', 'text', (column) => column.notNull())
			.addColumn('name', 'text', (column) => column.notNull())
			.addColumn('applied_at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('migrations_pk', ['scope', 'name'])
			.execute();
	});
}

async function appliedNames(database: Database, scope: string): Promise<string[]> {
	const rows = await database.query
		.selectFrom('migrations')
		.select('name')
		.where('scope', '=', scope)
		.execute();
	return rows.map(({ name }) => name);
}
