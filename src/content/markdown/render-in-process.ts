import { VerbundError } from '../../errors.ts';
import { createIsolatedProcess, IsolationFailure } from '../../isolation/isolated-process.ts';
import { checkSource, defaultLimits, tooComplex } from './limits.ts';
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

/** Renders one text after the other, apart, so that no text holds up the requests, and nobody's texts those of others. */
export function createMarkdownRenderer({
	timeoutMs = 3000,
	memoryMb = 256,
	idleMs = 60_000,
}: MarkdownRendererOptions = {}): MarkdownRenderer {
	const apart = createIsolatedProcess<string, RenderedMarkdown>(
		new URL('./render-process.ts', import.meta.url),
		{ timeoutMs, memoryMb, idleMs },
	);
	const waiting = createTurns<Job>();
	let rendering = false;
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
			if (!rendering) void renderWaiting();
		});
	}

	async function close(): Promise<void> {
		closed = true;
		const error = new Error('The Markdown renderer was closed.');
		for (let job = waiting.take(); job; job = waiting.take()) job.reject(error);
		await apart.close();
	}

	async function renderWaiting(): Promise<void> {
		rendering = true;
		for (let job = waiting.take(); job; job = waiting.take()) {
			await apart.ask(job.source).then(job.resolve, toRefusal).catch(job.reject);
		}
		rendering = false;
	}
}

/** What broke its process was too much for it. */
function toRefusal(error: unknown): never {
	const tooMuch = error instanceof IsolationFailure && (error.reason === 'tooSlow' || error.reason === 'tooLarge');
	throw tooMuch ? tooComplex(error) : error;
}

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
