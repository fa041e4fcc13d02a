import { AsyncLocalStorage } from 'node:async_hooks';
import type { Disposable } from '../events.ts';
import { createId } from '../ids.ts';
import type { ClaimedJob } from './job-store.ts';
import { defaultAttempts, type AnyJob, type JobDeclaration } from './job.ts';
import { runJob, type AbortReason, type RunParts } from './run-job.ts';
import type { Schedules } from './schedules.ts';

/** Runs jobs in this process. */
export interface JobRunner {
	/** Looks for work soon. */
	look(): void;
	runDue(): Promise<void>;
	runWaiting(): Promise<void>;
	/** Asks a job that runs here to end. */
	abort(jobId: string, reason: AbortReason): void;
	start(): Disposable;
	stop(): Promise<void>;
}

export interface JobRunnerParts extends RunParts {
	readonly schedules: Schedules;
	readonly disabledPlugins: () => Promise<readonly string[]>;
	readonly declarations: () => readonly JobDeclaration[];
	readonly definition: (type: string) => Promise<AnyJob>;
}

const leaseTime = 60_000;
const renewEvery = 15_000;
/** How long a job that another process put into line, or whose time has come, waits at most. */
const lookEvery = 5000;
const syncEvery = 60_000;
const mostAtOnce = 4;

interface HeldJob {
	readonly claimed: ClaimedJob;
	readonly controller: AbortController;
	readonly ended: Promise<void>;
}

export function createJobRunner(parts: JobRunnerParts): JobRunner {
	const { store, schedules, declarations, definition, disabledPlugins } = parts;
	const owner = createId();
	const held = new Map<string, HeldJob>();
	const timers: NodeJS.Timeout[] = [];
	// Work that begins after a commit belongs to no transaction any more.
	const outside = AsyncLocalStorage.snapshot();
	let started = false;
	let looking: Promise<void> | null = null;
	let lookAgain = false;
	let syncedAt = 0;

	const runner: JobRunner = {
		look() {
			if (!started) return;
			lookAgain = true;
			looking ??= outside(lookWhileAsked).finally(() => {
				looking = null;
			});
		},
		async runDue() {
			await schedules.sync(declarations());
			await runAll(fill);
		},
		runWaiting: () => runAll(take),
		abort: (jobId, reason) => held.get(jobId)?.controller.abort(reason),
		start() {
			started = true;
			timers.push(
				setInterval(() => runner.look(), lookEvery),
				setInterval(() => void renew(), renewEvery),
			);
			for (const timer of timers) timer.unref();
			runner.look();
			return { dispose: () => void runner.stop() };
		},
		async stop() {
			started = false;
			for (const timer of timers.splice(0)) clearInterval(timer);
			await looking;
			for (const jobId of held.keys()) runner.abort(jobId, 'stopped');
			await Promise.all([...held.values()].map(({ ended }) => ended));
		},
	};
	return runner;

	async function lookWhileAsked(): Promise<void> {
		while (lookAgain && started) {
			lookAgain = false;
			try {
				if (Date.now() - syncedAt > syncEvery) {
					await schedules.sync(declarations());
					syncedAt = Date.now();
				}
				await fill();
			} catch (error) {
				console.error('[jobs]', error);
			}
		}
	}

	async function runAll(takeMore: () => Promise<void>): Promise<void> {
		await takeMore();
		while (held.size > 0) {
			await Promise.race([...held.values()].map(({ ended }) => ended));
			await takeMore();
		}
	}

	async function fill(): Promise<void> {
		await schedules.fireDue(declarations().map(({ id }) => id));
		await take();
	}

	/** Takes what is due, as much as there is room for. */
	async function take(): Promise<void> {
		const all = declarations().map(({ id }) => id);
		if (held.size >= mostAtOnce || !(await store.hasDue(all))) return;
		const off = await disabledPlugins();
		const kinds = declarations()
			.filter(({ pluginId }) => pluginId === null || !off.includes(pluginId))
			.map(({ id, attempts = defaultAttempts, parallel = 1 }) => ({ id, attempts, parallel }));
		while (held.size < mostAtOnce) {
			const claimed = await store.claim(kinds, owner, leaseTime);
			if (!claimed) return;
			begin(claimed);
		}
	}

	function begin(claimed: ClaimedJob): void {
		const { id, type } = claimed.row;
		const declaration = declarations().find((one) => one.id === type);
		if (!declaration) return;
		const controller = new AbortController();
		const ended = runJob(parts, declaration, () => definition(type), claimed, controller.signal)
			.catch((error: unknown) => console.error('[jobs]', error))
			.finally(() => {
				held.delete(id);
				runner.look();
			});
		held.set(id, { claimed, controller, ended });
	}

	/** Keeps what runs here, and hears from the others that something is to end. */
	async function renew(): Promise<void> {
		if (held.size === 0) return;
		try {
			const claimed = [...held.values()].map((job) => job.claimed);
			const { ending, lost } = await store.renew(claimed, leaseTime);
			for (const id of ending) runner.abort(id, 'cancelled');
			for (const id of lost) runner.abort(id, 'lost');
		} catch (error) {
			console.error('[jobs]', error);
		}
	}
}
