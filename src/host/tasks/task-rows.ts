import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../../content/reader.ts';
import type { Database } from '../../database/database.ts';
import type { TaskRow, TaskSource } from '../plugin-context.ts';

/** A source, and whose it is. */
export interface NamedSource {
	readonly source: Pick<TaskSource, 'select'>;
	/** It cannot be asked, or the database does not take its select. */
	noteFailure(error: unknown): void;
}

/** The rows of each source, in one query however many there are. A source that fails has none. */
export async function readTaskRows(
	database: Database,
	sources: readonly NamedSource[],
	reader: Reader,
): Promise<readonly (readonly TaskRow[])[]> {
	const selects = sources.flatMap((named, index) => {
		const select = attempt(named, () => named.source.select(reader));
		return select ? [{ ...named, index, select }] : [];
	});
	if (selects.length === 0) return sources.map(() => []);
	const rows = await readAll(database, selects);
	return sources.map((_, index) => rows.filter((row) => Number(row.source) === index));
}

interface Select extends NamedSource {
	readonly index: number;
	readonly select: NonNullable<ReturnType<TaskSource['select']>>;
}

interface NumberedRow extends TaskRow {
	readonly source: number;
}

async function readAll(database: Database, selects: readonly Select[]): Promise<readonly NumberedRow[]> {
	try {
		return await readTogether(database, selects);
	} catch (error) {
		const [only, ...others] = selects;
		if (only && others.length === 0) only.noteFailure(error);
		if (others.length === 0) return [];
		// One of them is at fault; apart they show which.
		return (await Promise.all(selects.map((select) => readAll(database, [select])))).flat();
	}
}

async function readTogether(
	{ query }: Database,
	selects: readonly Select[],
): Promise<readonly NumberedRow[]> {
	const parts = selects.map(
		({ index, select }): RawBuilder<NumberedRow> =>
			sql`select ${sql.lit(index)} as source, s.kind, s.id, s.title, cast(s.language as text) as language,
				cast(s.text as text) as text, cast(s.path as text) as path, cast(s.count as bigint) as count,
				cast(s.at as bigint) as at, cast(s.place as bigint) as place from (${select}) as s`,
	);
	const { rows } = await sql<NumberedRow>`select * from (${sql.join(parts, sql` union all `)}) as tasks
		order by source, place, id`.execute(query);
	return rows.map((row) => ({
		...row,
		count: row.count === null ? null : Number(row.count),
		at: row.at === null ? null : Number(row.at),
	}));
}

function attempt<Result>({ noteFailure }: NamedSource, work: () => Result): Result | null {
	try {
		return work();
	} catch (error) {
		noteFailure(error);
		return null;
	}
}
