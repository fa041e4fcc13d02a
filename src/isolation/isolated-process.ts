import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { VerbundError } from '../errors.ts';
import type { IsolationReport } from './answer-requests.ts';

/** Asks a process of its own, one thing after the other. */
export interface IsolatedProcess<Request, Answer> {
	/**
	 * @throws IsolationFailure where the process broke on it
	 * @throws VerbundError that the process threw
	 */
	ask(request: Request): Promise<Answer>;
	/** Ends the process; what was asked fails. */
	close(): Promise<void>;
}

export interface IsolationOptions<Request> {
	/** For one request, not counting the time it waits. */
	readonly timeoutMs: number;
	/** Megabytes for objects; with what lies outside of V8's heap the process may have twice as many. */
	readonly memoryMb: number;
	/** How long the process is kept when nothing is left to do. */
	readonly idleMs?: number;
	/** The folder it may write in; without one it may write nowhere. */
	readonly folder?: string;
	/** Told to each process when it begins; its handler gives nothing back for it. */
	readonly first?: Request;
}

export type IsolationReason = 'tooSlow' | 'tooLarge' | 'ended' | 'closed';

/** The process is gone; the next request begins another. */
export class IsolationFailure extends Error {
	readonly reason: IsolationReason;

	constructor(reason: IsolationReason, details = '') {
		super(`The isolated process has ended (${reason}) ${details}`.trim());
		this.reason = reason;
	}
}

/**
 * What strangers wrote is read in a process that holds nothing else and may write nothing and start nothing: what one
 * text breaks is that process. Not a thread: V8 aborts all of the hub when a thread asks for much memory at once,
 * whatever limit the thread has. It begins with the first request and does not keep the hub alive.
 *
 * @param module answers by `answerRequests`
 */
export function createIsolatedProcess<Request, Answer>(
	module: URL,
	{ timeoutMs, memoryMb, idleMs = 60_000, folder, first }: IsolationOptions<Request>,
): IsolatedProcess<Request, Answer> {
	let running: ChildProcess | null = null;
	let last: Promise<unknown> = Promise.resolve();
	let idle: NodeJS.Timeout | undefined;
	let closed = false;

	return {
		ask(request) {
			const answer = last.then(() => askNow(request));
			last = answer.catch(() => undefined);
			return answer;
		},
		async close() {
			closed = true;
			await end();
		},
	};

	async function askNow(request: Request): Promise<Answer> {
		if (closed) throw new IsolationFailure('closed');
		clearTimeout(idle);
		const child = (running ??= begin());
		keepsHubAlive(child, true);
		try {
			return await answerOf(child, request);
		} finally {
			keepsHubAlive(child, false);
			idle = setTimeout(() => void end(), idleMs).unref();
		}
	}

	function begin(): ChildProcess {
		const child = fork(module, {
			// What the hub was started with (`--eval`, `--inspect`, its environment) is none of this process's.
			execArgv: [
				`--max-old-space-size=${memoryMb}`,
				'--permission',
				'--allow-fs-read=*',
				...(folder === undefined ? [] : [`--allow-fs-write=${folder}/*`]),
			],
			env: {},
			serialization: 'advanced',
			stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		});
		// One that could not be started never exits.
		child.on('error', () => child.emit('exit', null, null));
		if (first !== undefined) send(child, first);
		return child;
	}

	function answerOf(child: ChildProcess, request: Request): Promise<Answer> {
		return new Promise((resolve, reject) => {
			let timer = setTimeout(() => breakOff('tooSlow'), longestStart);
			const watching = setInterval(() => void watchMemory(), watchEvery);
			child.on('message', receive).once('exit', hear);
			send(child, request);

			function receive(message: unknown): void {
				// The other end is ours and sends nothing else.
				const report = message as IsolationReport<Answer>;
				if (report.kind === 'answer') settle(() => resolve(report.answer));
				else if (report.kind === 'failed') settle(() => reject(failureOf(report)));
				else {
					clearTimeout(timer);
					timer = setTimeout(() => breakOff('tooSlow'), timeoutMs);
				}
			}

			function hear(code: number | null, signal: NodeJS.Signals | null): void {
				// V8 aborts a process that needs more than it may have; the kernel kills one when there is nothing left.
				const tooLarge = signal === 'SIGABRT' || signal === 'SIGKILL';
				breakOff(closed ? 'closed' : tooLarge ? 'tooLarge' : 'ended', String(signal ?? code));
			}

			async function watchMemory(): Promise<void> {
				if ((await residentMemory(child)) > memoryMb * 2) breakOff('tooLarge');
			}

			function breakOff(reason: IsolationReason, details?: string): void {
				if (running === child) running = null;
				child.kill('SIGKILL');
				settle(() => reject(new IsolationFailure(reason, details)));
			}

			function settle(finish: () => void): void {
				clearTimeout(timer);
				clearInterval(watching);
				child.off('message', receive).off('exit', hear);
				finish();
			}
		});
	}

	async function end(): Promise<void> {
		clearTimeout(idle);
		const child = running;
		running = null;
		if (child?.exitCode !== null || child.signalCode !== null) return;
		const ended = once(child, 'exit');
		child.ref();
		child.kill('SIGKILL');
		await ended;
	}
}

const longestStart = 60_000;
const watchEvery = 250;

/** What cannot be sent is answered by the end of the process. */
function send(child: ChildProcess, request: unknown): void {
	child.send(request as object, () => undefined);
}

function failureOf({ code, reason, values, message }: IsolationReport<never> & { kind: 'failed' }): Error {
	if (code === null) return new Error(message);
	return new VerbundError(code, { values, ...(reason === undefined ? {} : { reason }) });
}

/** In megabytes; 0 where the system does not say. Some libraries keep much that V8 does not count. */
async function residentMemory({ pid }: ChildProcess): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
	return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1000;
}

function keepsHubAlive(child: ChildProcess, does: boolean): void {
	if (does) {
		child.ref();
		child.channel?.ref();
	} else {
		child.unref();
		child.channel?.unref();
	}
}
