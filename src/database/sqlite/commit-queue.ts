import { VerbundError } from '../../errors.ts';
import { runAside } from '../../events.ts';
import { raiseChangeMark } from '../change-mark.ts';
import type { RunningTransaction, TransactionScope } from '../transaction-scope.ts';
import type { Writer } from './writer.ts';

const largestGroup = 64;
const longestGroup = 50;

interface Job {
	/** Runs by itself, outside of any transaction. */
	readonly isAlone?: true;
	readonly work: () => Promise<unknown>;
	readonly quiet: boolean;
	readonly resolve: (value: unknown) => void;
	readonly reject: (error: unknown) => void;
}

interface Done {
	readonly job: Job;
	readonly value: unknown;
	readonly effects: RunningTransaction<Writer>['effects'];
	readonly changed: boolean;
}

/**
 * Runs transactions one after the other. Those that wait at the same time become savepoints of one commit, so
 * that many writers share one fsync; each is acknowledged after that commit and fails alone if it fails.
 */
export function createCommitQueue(writer: Writer, scope: TransactionScope<Writer>, limit: number) {
	const waiting: Job[] = [];
	let idle: Promise<void> = Promise.resolve();
	let running = false;

	return {
		add<T>(work: () => Promise<T>, quiet: boolean): Promise<T> {
			return new Promise<T>((resolve, reject) => {
				// The queue hands `resolve` nothing but what `work` answered.
				waiting.push({ work, quiet, resolve: resolve as (value: unknown) => void, reject });
				if (!running) idle = drain();
			});
		},
		/** Runs `work` between two commits, on the bare connection. */
		alone(work: () => Promise<void>): Promise<void> {
			return new Promise((resolve, reject) => {
				waiting.push({ isAlone: true, work, quiet: true, resolve: () => resolve(), reject });
				if (!running) idle = drain();
			});
		},
		settled: () => idle,
	};

	async function drain(): Promise<void> {
		running = true;
		while (waiting.length > 0) {
			const [first] = waiting;
			if (first?.isAlone) {
				waiting.shift();
				await first.work().then(first.resolve, first.reject);
			} else await runGroup();
		}
		running = false;
	}

	async function runGroup(): Promise<void> {
		const done: Done[] = [];
		try {
			let entered = writer.executeAll('begin immediate', 'savepoint job');
			const start = performance.now();
			for (;;) {
				const job = waiting.shift();
				if (job) await runJob(job, entered, done);
				if (!nextJoins() || done.length >= largestGroup || performance.now() - start >= longestGroup) break;
				entered = writer.executeAll('release job', 'savepoint job');
			}
			const isSeen = done.some(({ job, changed }) => changed && !job.quiet);
			await writer.executeAll(...(isSeen ? [raiseChangeMark] : []), 'release job', 'commit');
		} catch (error) {
			await writer.execute('rollback').catch(() => undefined);
			for (const { job } of done) job.reject(error);
			return;
		}
		for (const { job, value, effects } of done) {
			job.resolve(value);
			effects.forEach(runAside);
		}
	}

	function nextJoins(): boolean {
		const [next] = waiting;
		return next !== undefined && !next.isAlone;
	}

	/**
	 * Throws only if the whole group is lost; a failure of the job alone goes to its caller. Its savepoint stays open.
	 *
	 * @param entered what leads into its savepoint, on its way together with the job's first statements: if it fails,
	 * they have no effect
	 */
	async function runJob(job: Job, entered: Promise<unknown>, done: Done[]): Promise<void> {
		const transaction: RunningTransaction<Writer> = {
			connection: writer,
			effects: [],
			ended: false,
			changed: false,
		};
		const running = scope.run(transaction, async () => job.work());
		// It is looked at only once the way in is clear.
		running.catch(() => undefined);
		try {
			await entered;
		} catch (error) {
			transaction.ended = true;
			job.reject(error);
			throw error;
		}
		try {
			const value = await withinLimit(running);
			transaction.ended = true;
			done.push({ job, value, effects: transaction.effects, changed: transaction.changed });
		} catch (error) {
			transaction.ended = true;
			job.reject(error);
			await writer.execute('rollback to job');
		}
	}

	async function withinLimit<T>(work: Promise<T>): Promise<T> {
		let timer: NodeJS.Timeout | undefined;
		const expired = new Promise<never>((_, reject) => {
			timer = setTimeout(() => reject(new VerbundError('database.timeLimit', { retryAfter: 5 })), limit);
		});
		try {
			return await Promise.race([work, expired]);
		} finally {
			clearTimeout(timer);
		}
	}
}
