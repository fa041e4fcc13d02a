import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { VerbundError } from '../../errors.ts';
import { checkSource, defaultLimits, tooComplex } from './limits.ts';
import type { RenderReport } from './render-process.ts';
import type { RenderedMarkdown } from './rendered-markdown.ts';

export interface MarkdownRenderer {
	/**
	 * Rejects with `content.tooComplex` what is too large, too deep, too slow or needs too much memory, and with
	 * `content.tooManyAtOnce` whoever lets too many texts wait.
	 *
	 * @param by who sent it; texts of different senders take turns. Without it, the hub itself, which may send any number
	 */
	render(source: string, by?: string): Promise<RenderedMarkdown>;
	/** Ends the process; what still waits is rejected. */
	close(): Promise<void>;
}

export interface MarkdownRendererOptions {
	/** For one text, not counting the time it waits. */
	readonly timeoutMs?: number;
	readonly memoryMb?: number;
	/** How long the process is kept when nothing is left to render. */
	readonly idleMs?: number;
}

/**
 * Renders in a process of its own, one text after the other, so that no text can hold up the requests, and nobody's
 * texts those of others. A process and not a thread: V8 aborts the whole process when a thread asks for much memory at
 * once, whatever limit the thread has. It starts with the first text, is replaced when a text breaks it, ends when there
 * is nothing to do for a while, and does not keep the hub alive.
 */
export function createMarkdownRenderer({
	timeoutMs = 3000,
	memoryMb = 256,
	idleMs = 60_000,
}: MarkdownRendererOptions = {}): MarkdownRenderer {
	const waiting = createTurns<Job>();
	let current: Job | null = null;
	let running: ChildProcess | null = null;
	let timer: NodeJS.Timeout | undefined;
	let closed = false;

	return { render, close };

	async function render(source: string, by = ''): Promise<RenderedMarkdown> {
		if (closed) throw new Error('The Markdown renderer is closed.');
		checkSource(source, defaultLimits);
		if (by !== '' && waiting.count(by) >= mostWaiting) {
			throw new VerbundError('content.tooManyAtOnce', { retryAfter: 5 });
		}
		return new Promise((resolve, reject) => {
			waiting.add(by, { source, resolve, reject });
			startNext();
		});
	}

	async function close(): Promise<void> {
		closed = true;
		const error = new Error('The Markdown renderer was closed.');
		for (let job = waiting.take(); job; job = waiting.take()) job.reject(error);
		await breakOff(error);
	}

	function startNext(): void {
		if (current) return;
		current = waiting.take() ?? null;
		if (!current) {
			restWhenIdle();
			return;
		}
		running ??= startProcess();
		keepsHubAlive(running, true);
		// What cannot be sent is answered by the end of the process.
		running.send(current.source, () => undefined);
		limitTime(startTimeoutMs, new Error('The Markdown process does not start.'));
	}

	function startProcess(): ChildProcess {
		const started = fork(new URL('./render-process.ts', import.meta.url), {
			// What the hub was started with (`--eval`, `--inspect`, its environment) is none of this process's.
			execArgv: [`--max-old-space-size=${memoryMb}`],
			env: {},
			serialization: 'advanced',
			stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		});
		started.on('message', (report) => {
			// The other end is ours and sends nothing else.
			if (started === running) receive(report as RenderReport);
		});
		started.on('error', (error) => {
			if (started === running) void breakOff(error);
		});
		started.once('exit', (code, signal) => {
			if (started === running) void breakOff(endOf(code, signal));
		});
		return started;
	}

	function receive(report: RenderReport): void {
		if (report === 'started') {
			limitTime(timeoutMs, tooComplex());
			return;
		}
		settle((job) => {
			if (report === 'tooComplex') job.reject(tooComplex());
			else if ('failure' in report) job.reject(new Error(report.failure));
			else job.resolve(report);
		});
	}

	function restWhenIdle(): void {
		if (!running) return;
		keepsHubAlive(running, false);
		timer = setTimeout(() => void breakOff(null), idleMs).unref();
	}

	function limitTime(milliseconds: number, error: Error): void {
		clearTimeout(timer);
		timer = setTimeout(() => void breakOff(error), milliseconds);
	}

	async function breakOff(error: unknown): Promise<void> {
		const broken = running;
		running = null;
		settle((job) => job.reject(error));
		if (broken && hasNotEnded(broken)) await killed(broken);
	}

	function settle(finish: (job: Job) => void): void {
		clearTimeout(timer);
		if (current) finish(current);
		current = null;
		startNext();
	}
}

const startTimeoutMs = 30_000;
/** Of one sender. A page with its fields sends one after the other, so these are as many windows. */
const mostWaiting = 8;

interface Job {
	readonly source: string;
	resolve(rendered: RenderedMarkdown): void;
	reject(error: unknown): void;
}

/** What waits, by its sender: each sender in turn, and of each the oldest first. */
function createTurns<T>() {
	const bySender = new Map<string, T[]>();

	return {
		count: (sender: string) => bySender.get(sender)?.length ?? 0,
		add(sender: string, one: T) {
			bySender.set(sender, [...(bySender.get(sender) ?? []), one]);
		},
		take(): T | undefined {
			const [turn] = bySender;
			if (!turn) return undefined;
			const [sender, [next, ...rest]] = turn;
			// Behind the others, whose turn it is now.
			bySender.delete(sender);
			if (rest.length > 0) bySender.set(sender, rest);
			return next;
		},
	};
}

/** V8 aborts a process that needs more memory than it may have; the kernel kills one when there is none left. */
function endOf(code: number | null, signal: NodeJS.Signals | null): Error {
	if (signal === 'SIGABRT' || signal === 'SIGKILL') return tooComplex();
	return new Error(`The Markdown process has ended: ${signal ?? code}.`);
}

function hasNotEnded({ exitCode, signalCode }: ChildProcess): boolean {
	return exitCode === null && signalCode === null;
}

async function killed(process: ChildProcess): Promise<void> {
	const ended = once(process, 'exit');
	process.ref();
	process.kill('SIGKILL');
	await ended;
}

function keepsHubAlive(process: ChildProcess, does: boolean): void {
	if (does) {
		process.ref();
		process.channel?.ref();
	} else {
		process.unref();
		process.channel?.unref();
	}
}
