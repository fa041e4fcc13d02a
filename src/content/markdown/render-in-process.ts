import { Worker } from 'node:worker_threads';
import { VerbundError } from '../../errors.ts';
import { checkSource, defaultLimits, tooComplex } from './limits.ts';
import type { WorkerReport } from './render-worker.ts';
import type { RenderedMarkdown } from './rendered-markdown.ts';

export interface MarkdownRenderer {
	/**
	 * Rejects with `content.tooComplex` what is too large, too deep, too slow or needs too much memory, and with
	 * `content.tooManyAtOnce` whoever lets too many texts wait.
	 *
	 * @param by who sent it; texts of different senders take turns. Without it, the hub itself, which may send any number
	 */
	render(source: string, by?: string): Promise<RenderedMarkdown>;
	/** Ends the thread; what still waits is rejected. */
	close(): Promise<void>;
}

export interface MarkdownRendererOptions {
	/** For one text, not counting the time it waits. */
	readonly timeoutMs?: number;
	readonly memoryMb?: number;
}

/**
 * Renders on a thread of its own, one text after the other, so that no text can hold up the requests, and nobody's
 * texts those of others. The thread
 * starts with the first text, is replaced when a text breaks it, and does not keep the process alive.
 */
export function createMarkdownRenderer({
	timeoutMs = 3000,
	memoryMb = 256,
}: MarkdownRendererOptions = {}): MarkdownRenderer {
	const waiting = createTurns<Job>();
	let current: Job | null = null;
	let worker: Worker | null = null;
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
			worker?.unref();
			return;
		}
		worker ??= startWorker();
		worker.ref();
		worker.postMessage(current.source);
		limitTime(startTimeoutMs, new Error('The Markdown thread does not start.'));
	}

	function startWorker(): Worker {
		const started = new Worker(new URL('./render-worker.ts', import.meta.url), {
			// What the process was started with (`--eval`, `--inspect`) is none of the thread's.
			execArgv: [],
			resourceLimits: { maxOldGenerationSizeMb: memoryMb },
		});
		started.on('message', (report: WorkerReport) => {
			if (started === worker) receive(report);
		});
		started.on('error', (error) => {
			if (started === worker) void breakOff(isOutOfMemory(error) ? tooComplex(error) : error);
		});
		return started;
	}

	function receive(report: WorkerReport): void {
		if (report === 'started') {
			limitTime(timeoutMs, tooComplex());
			return;
		}
		settle((job) => (report === 'tooComplex' ? job.reject(tooComplex()) : job.resolve(report)));
	}

	function limitTime(milliseconds: number, error: Error): void {
		clearTimeout(timer);
		timer = setTimeout(() => void breakOff(error), milliseconds);
	}

	async function breakOff(error: unknown): Promise<void> {
		const broken = worker;
		worker = null;
		settle((job) => job.reject(error));
		await broken?.terminate();
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

function isOutOfMemory(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
