import SqliteConnection from 'better-sqlite3';
import { z } from 'zod';
import type { BackupCounts, BackupProof } from './backup-folder.ts';

/** A file that the database says is there. */
export interface ExpectedFile {
	readonly id: string;
	readonly size: number;
	readonly sha256: string;
}

export interface InspectedDatabase {
	readonly problem: BackupProof['problem'];
	readonly counts: BackupCounts;
	readonly files: readonly ExpectedFile[];
}

const countsSchema = z.object({ items: z.number(), people: z.number() });
const filesSchema = z.array(z.object({ id: z.string(), size: z.number(), sha256: z.string() }));

/** Opens a database that nobody writes to, checks its structure and its references, and counts. */
export function inspectDatabase(path: string): InspectedDatabase {
	try {
		const connection = new SqliteConnection(path, { readonly: true, fileMustExist: true });
		try {
			return inspect(connection);
		} finally {
			connection.close();
		}
	} catch {
		return broken('unreadable');
	}
}

function inspect(connection: SqliteConnection.Database): InspectedDatabase {
	const structure: unknown = connection.pragma('integrity_check', { simple: true });
	if (structure !== 'ok') return broken('integrity');
	const references: unknown = connection.pragma('foreign_key_check');
	const dangling = Array.isArray(references) ? references.length : 0;
	if (dangling > 0) return broken('foreignKeys', { count: dangling });
	const counted = countsSchema.parse(
		connection
			.prepare('select (select count(*) from items) as items, (select count(*) from people) as people')
			.get(),
	);
	const files = filesSchema.parse(
		connection.prepare('select id, size, sha256 from files where deleted_at is null').all(),
	);
	return { problem: null, counts: { ...counted, files: files.length }, files };
}

function broken(
	key: 'integrity' | 'foreignKeys' | 'unreadable',
	values: Readonly<Record<string, number>> = {},
): InspectedDatabase {
	return { problem: { key, values }, counts: { items: 0, people: 0, files: 0 }, files: [] };
}
