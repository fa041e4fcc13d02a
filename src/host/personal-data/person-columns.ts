import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';

export interface PersonColumn {
	readonly table: string;
	readonly column: string;
}

/** Whether a column holds ids of people, by its name: `person_id`, `created_by`, `author_id`. */
function isPersonColumn(name: string): boolean {
	return /^(?:\w+_)?(?:person|author|actor|reader|member|user|owner|recipient|sender|assignee|reporter)_id$|_by$/.test(
		name,
	);
}

/** Every column that refers to people or is called as if it did. Ask outside of transactions. */
export async function personColumns(database: Database): Promise<readonly PersonColumn[]> {
	const tables = await database.query.introspection.getTables();
	const named = tables.flatMap(({ name: table, columns }) =>
		columns.filter(({ name }) => isPersonColumn(name)).map(({ name: column }) => ({ table, column })),
	);
	const { rows: referring } = await references[database.dialect].execute(database.query);
	return [...new Map([...named, ...referring].map((one) => [`${one.table}.${one.column}`, one])).values()];
}

const references: Readonly<Record<Database['dialect'], RawBuilder<PersonColumn>>> = {
	sqlite: sql<PersonColumn>`select tables.name as "table", keys."from" as "column"
		from sqlite_master as tables join pragma_foreign_key_list(tables.name) as keys
		where tables.type = 'table' and keys."table" = 'people'`,
	postgres: sql<PersonColumn>`select tables.relname as "table", columns.attname as "column"
		from pg_constraint as keys
		join pg_class as tables on tables.oid = keys.conrelid
		join pg_attribute as columns on columns.attrelid = keys.conrelid and columns.attnum = any(keys.conkey)
		where keys.contype = 'f' and keys.confrelid = 'people'::regclass`,
};

export function columnNamed(name: string): PersonColumn {
	const [table = '', column = ''] = name.split('.');
	return { table, column };
}

export async function namesPerson(
	transaction: Kysely<Schema>,
	{ table, column }: PersonColumn,
	personId: string,
): Promise<boolean> {
	const { rows } =
		await sql`select 1 from ${sql.table(table)} where ${sql.ref(column)} = ${personId} limit 1`.execute(
			transaction,
		);
	return rows.length > 0;
}

export async function deleteNaming(
	transaction: Kysely<Schema>,
	{ table, column }: PersonColumn,
	personId: string,
): Promise<void> {
	await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${personId}`.execute(transaction);
}
