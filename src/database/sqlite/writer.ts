import type { CompiledQuery, QueryResult } from 'kysely';
import { Worker } from 'node:worker_threads';
import { databaseError } from '../database-error.ts';
import type { WriterAnswer, WriterRequest, WriterStatement } from './writer-protocol.ts';

/** The writing connection as seen from the thread that serves pages. */
export interface Writer {
	execute(text: string): Promise<WriterResult>;
	/** A statement of the transaction that is running; refused if none is. */
	executeInside(query: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<WriterResult>;
	/** One after the other, as far as the first that fails. */
	executeAll(...statements: readonly string[]): Promise<unknown>;
	close(): Promise<void>;
}

export interface WriterResult extends QueryResult<unknown> {
	/** Whether a row was written, changed or removed. */
	readonly changed: boolean;
}

export function startWriter(path: string): Writer {
	const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), { workerData: { path } });
	const waiting = new Map<
		number,
		{ resolve: (result: WriterResult) => void; reject: (error: unknown) => void }
	>();
	let together: WriterStatement[] = [];
	let lastId = 0;
	let failure: Error | undefined;

	worker.on('message', (answers: readonly WriterAnswer[]) => {
		for (const answer of answers) {
			const caller = waiting.get(answer.id);
			waiting.delete(answer.id);
			if ('failure' in answer) caller?.reject(databaseError(answer.failure.code, answer.failure.message));
			else caller?.resolve(toQueryResult(answer));
		}
		if (waiting.size === 0) worker.unref();
	});
	worker.on('error', fail);
	worker.on('exit', () => fail(databaseError('SQLITE_CANTOPEN', 'the writer thread has ended')));
	worker.unref();

	return {
		execute: (text) => send({ text, parameters: [], inside: false }),
		executeInside: ({ sql, parameters }) => send({ text: sql, parameters, inside: true }),
		executeAll: (...statements) => send({ text: statements.join(';'), parameters: null, inside: false }),
		async close() {
			const exited = new Promise((resolve) => worker.once('exit', resolve));
			worker.ref();
			sendStatements();
			post({ kind: 'close' });
			await exited;
		},
	};

	function send(statement: Omit<WriterStatement, 'id'>): Promise<WriterResult> {
		if (failure !== undefined) return Promise.reject(failure);
		return new Promise((resolve, reject) => {
			lastId += 1;
			waiting.set(lastId, { resolve, reject });
			worker.ref();
			// After everything that can run without an answer, so that all of its statements are there.
			if (together.length === 0) process.nextTick(sendStatements);
			together.push({ ...statement, id: lastId });
		});
	}

	function sendStatements(): void {
		if (together.length === 0) return;
		post({ kind: 'execute', statements: together });
		together = [];
	}

	function post(request: WriterRequest): void {
		worker.postMessage(request);
	}

	function fail(error: Error): void {
		failure ??= error;
		for (const caller of waiting.values()) caller.reject(error);
		waiting.clear();
	}
}

function toQueryResult(answer: Exclude<WriterAnswer, { failure: unknown }>): WriterResult {
	return {
		rows: [...answer.rows],
		changed: answer.changed,
		...(answer.changes === undefined ? {} : { numAffectedRows: BigInt(answer.changes) }),
		...(answer.insertId === undefined ? {} : { insertId: answer.insertId }),
	};
}
