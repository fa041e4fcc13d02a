import SqliteConnection from 'better-sqlite3';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { prepareWriter } from './pragmas.ts';
import { createStatementCache } from './statement-cache.ts';
import type { WriterAnswer, WriterRequest, WriterStatement } from './writer-protocol.ts';

// The only writing connection of this process. It lives on a thread of its own, so that fsync never stalls a page.
const { path } = z.object({ path: z.string() }).parse(workerData);
const connection = new SqliteConnection(path);
prepareWriter(connection);
const prepare = createStatementCache(connection);

parentPort?.on('message', (request: WriterRequest) => {
	if (request.kind === 'close') {
		connection.close();
		parentPort?.close();
		return;
	}
	parentPort?.postMessage(request.statements.map(execute));
});

function execute({ id, text, parameters, inside }: WriterStatement): WriterAnswer {
	if (inside && !connection.inTransaction)
		return { id, failure: { code: 'SQLITE_ABORT', message: 'no transaction is running' } };
	try {
		if (parameters === null) {
			connection.exec(text);
			return { id, rows: [], changed: false };
		}
		const statement = prepare(text);
		const values = parameters.map((value) => (value instanceof Uint8Array ? Buffer.from(value) : value));
		if (statement.reader) {
			const rows = statement.all(...values);
			return { id, rows, changed: !statement.readonly && rows.length > 0 };
		}
		const { changes, lastInsertRowid } = statement.run(...values);
		return { id, rows: [], changed: changes > 0, changes, insertId: BigInt(lastInsertRowid) };
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'SQLITE_ERROR';
		return { id, failure: { code, message: error instanceof Error ? error.message : String(error) } };
	}
}
