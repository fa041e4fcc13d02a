import type { Disposable, Event } from '../events.ts';
import { createRegistry } from '../registry.ts';
import { createJobRunner } from './job-runner.ts';
import { createJobStore, type JobFilter, type MovedJob } from './job-store.ts';
import type {
	AnyJob,
	EnqueueOptions,
	Job,
	JobDeclaration,
	JobDefinition,
	JobSchedule,
	JobState,
} from './job.ts';
import type { RunParts } from './run-job.ts';
import { createSchedules, scheduleKey } from './schedules.ts';

/**
 * Work that is done later: it outlives a restart, is tried again after a failure, and runs in one process at a time.
 * While it runs, a lease is renewed; one that was not renewed in time belonged to a process that is gone, and the job
 * begins anew.
 */
export interface Jobs {
	/** Makes kinds of jobs known; `load` brings their code when it is first needed. */
	declare(declarations: readonly JobDeclaration[], load: () => Promise<void>): () => void;
	/** The job must be declared. */
	register<Input>(id: string, definition: JobDefinition<Input>): () => void;
	declarations(): readonly JobDeclaration[];
	/**
	 * Puts a job into line, in the running transaction if there is one: it is there if and only if its cause is.
	 * Answers its id.
	 * @throws ZodError for an input that the job does not take, as far as its code is there
	 */
	enqueue(id: string, input: unknown, options?: EnqueueOptions): Promise<string>;
	/** Has a job with a schedule run now. */
	runNow(id: string, options?: Pick<EnqueueOptions, 'actor'>): Promise<string>;
	/** Ends a job that waits; asks one that runs to end. @throws VerbundError `jobs.finished` */
	cancel(jobId: string): Promise<void>;
	/** @throws VerbundError `jobs.notFinished` */
	retry(jobId: string): Promise<void>;
	/** @throws VerbundError `request.notFound` */
	get(jobId: string): Promise<Job>;
	/** Newest first. */
	list(filter: JobFilter): Promise<readonly Job[]>;
	counts(): Promise<Readonly<Record<JobState, number>>>;
	/** Jobs that should have begun before `time` and wait still. */
	countStuck(time: number): Promise<number>;
	schedules(): Promise<readonly JobSchedule[]>;
	/** Runs here what is due, until nothing is. */
	runDue(): Promise<void>;
	/** The same without what a schedule asks for. */
	runWaiting(): Promise<void>;
	/** Begins to run jobs in this process. */
	start(): Disposable;
	/** Breaks off what runs here and puts it back into line. */
	stop(): Promise<void>;
	/** Forgets what ended long ago. */
	sweep(): Promise<void>;
	/** A job came into line, went on or ended; after the commit. */
	readonly onDidMove: Event<MovedJob>;
}

export interface JobsParts extends Omit<RunParts, 'store'> {
	/** Plugins that are off in the whole network; their jobs wait. */
	readonly disabledPlugins: () => Promise<readonly string[]>;
}

const day = 24 * 60 * 60 * 1000;
const keepFinished = 14 * day;
const keepFailed = 90 * day;

export function createJobs({ disabledPlugins, ...parts }: JobsParts): Jobs {
	const { database } = parts;
	const store = createJobStore(database);
	const schedules = createSchedules(database, store);
	const registry = createRegistry<JobDeclaration, AnyJob>('job');
	const runner = createJobRunner({
		...parts,
		store,
		schedules,
		disabledPlugins,
		declarations: () => jobs.declarations(),
		definition: loadDefinition,
	});

	const jobs: Jobs = {
		declare: (declarations, load) => registry.declare(declarations, load),
		register(id, definition) {
			// The registry forgets the types; the input is parsed with the definition's own schema before each run.
			return registry.register(id, definition as unknown as AnyJob);
		},
		declarations: () => registry.declarations(),
		async enqueue(id, input, options = {}) {
			if (!registry.declaration(id)) throw new Error(`The job ${id} is not declared.`);
			registry.loaded(id)?.input.parse(input);
			const jobId = await store.add(id, input, options);
			if (options.runAt === undefined) database.afterCommit(() => runner.look());
			return jobId;
		},
		runNow: (id, options = {}) => jobs.enqueue(id, {}, { ...options, key: scheduleKey }),
		async cancel(jobId) {
			const runs = await store.cancel(jobId);
			if (runs) database.afterCommit(() => runner.abort(jobId, 'cancelled'));
		},
		async retry(jobId) {
			await store.retry(jobId);
			database.afterCommit(() => runner.look());
		},
		get: (jobId) => store.get(jobId),
		list: (filter) => store.list(filter),
		counts: () => store.counts(),
		countStuck: (time) => store.countStuck(time),
		schedules: () => schedules.list(),
		runDue: () => runner.runDue(),
		runWaiting: () => runner.runWaiting(),
		start: () => runner.start(),
		stop: () => runner.stop(),
		sweep: () => store.sweep(Date.now() - keepFinished, Date.now() - keepFailed),
		onDidMove: store.onDidMove,
	};
	return jobs;

	async function loadDefinition(type: string): Promise<AnyJob> {
		const definition = await registry.load(type);
		if (!definition) throw new Error(`The job ${type} is declared, but nobody has registered it.`);
		return definition;
	}
}
