import { sql } from 'kysely';
import type { Database } from './database.ts';

/** The two databases build JSON with functions of different names. `list` is null without rows on PostgreSQL. */
export function jsonFunctions(dialect: Database['dialect']) {
	return dialect === 'postgres'
		? { object: sql.raw('json_build_object'), list: sql.raw('json_agg'), nested: sql.raw('') }
		: // SQLite forgets that the result of a subquery is JSON; `json()` reminds it.
			{ object: sql.raw('json_object'), list: sql.raw('json_group_array'), nested: sql.raw('json') };
}

/** A JSON column: text on SQLite, already parsed on PostgreSQL. */
export function readJson(value: unknown): unknown {
	return typeof value === 'string' ? JSON.parse(value) : value;
}
