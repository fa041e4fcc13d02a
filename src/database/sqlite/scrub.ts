import { z } from 'zod';
import { VerbundError } from '../../errors.ts';
import type { Writer } from './writer.ts';

const tables = z.array(z.object({ name: z.string() }));
const outcomes = z.array(z.object({ busy: z.number() }));

/** On the writing connection, outside of any transaction. */
export async function scrubSqlite(writer: Writer): Promise<void> {
	const { rows } = await writer.execute(
		`select name from sqlite_master where type = 'table' and sql like 'create virtual table % using fts5%'`,
	);
	for (const { name } of tables.parse(rows)) {
		// Deleted entries of the full-text index stay in its segments until these are merged.
		await writer.execute(`insert into "${name}" ("${name}") values ('optimize')`);
	}
	// The new copy may be larger than the memory.
	await writer.execute('pragma temp_store = file');
	try {
		await writer.execute('vacuum');
	} finally {
		await writer.execute('pragma temp_store = memory');
	}
	const checkpoint = await writer.execute('pragma wal_checkpoint(truncate)');
	// Somebody reads from the log still: its frames of before are not gone yet.
	if (outcomes.parse(checkpoint.rows).some(({ busy }) => busy !== 0)) {
		throw new VerbundError('database.busy', { retryAfter: 60 });
	}
}
