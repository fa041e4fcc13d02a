import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { startPostgres } from '../../test/harness/postgres.ts';
import { closeAfterTests, temporaryFolder } from '../../test/harness/test-app.ts';
import { root } from '../../test/harness/test-config.ts';
import { systemActor } from '../access/actor.ts';
import type { Database } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { coreMigrations } from '../database/migrations/migrations.ts';
import { openPostgres } from '../database/postgres-database.ts';
import { openSqlite } from '../database/sqlite/sqlite-database.ts';
import { VerbundError } from '../errors.ts';
import type { JobDeclaration, JobRun } from './job.ts';
import { createJobs, type Jobs } from './jobs.ts';
import { retryPause } from './retry-pause.ts';

const postgres = startPostgres();
afterAll(() => {
	if (typeof postgres !== 'string') postgres.stop();
});

describe('on SQLite', () => specification(async () => join(temporaryFolder(), 'hub.sqlite'), openSqlite));

if (typeof postgres === 'string') test.skip(`PostgreSQL: ${postgres}`, () => undefined);
else describe('on PostgreSQL', () => specification(() => postgres.createDatabase(), openPostgres));

test('pauses grow, up to six hours', () => {
	const pauses = [1, 2, 3, 4, 5, 6, 20].map((attempt) => retryPause(attempt, 0.5) / 60_000);

	expect(pauses).toEqual([0.5, 2, 8, 32, 128, 360, 360]);
});

/** A process of the hub, as far as jobs are concerned. */
interface Process {
	readonly database: Database;
	readonly jobs: Jobs;
	readonly runs: JobRun[];
}

function specification(
	createPlace: () => Promise<string>,
	openAt: (place: string) => Promise<Database>,
): void {
	let place: string;

	beforeEach(async () => {
		place = await createPlace();
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	/** Opens the database anew, with one kind of job. */
	const startProcess = async (
		work: (run: JobRun, input: { text: string }) => Promise<void> = async () => undefined,
		declaration: Partial<JobDeclaration> = {},
	): Promise<Process> => {
		const database = await openAt(place);
		closeAfterTests(() => database.close());
		await migrate(database, coreMigrations, { scope: 'core' });
		const runs: JobRun[] = [];
		const jobs = createJobs({
			database,
			disabledPlugins: async () => ['resting'],
			resolve: async (who) => {
				if (who.kind === 'person') return null;
				return { actor: who, reader: { actor: who, languages: ['de'], types: [] } };
			},
		});
		jobs.declare(
			[{ id: 'test.work', title: 'Arbeit', pluginId: null, ...declaration }],
			async () => undefined,
		);
		jobs.register('test.work', {
			input: z.strictObject({ text: z.string().default('') }),
			run: async (run, input) => {
				runs.push(run);
				await work(run, input);
			},
		});
		return { database, jobs, runs };
	};
	const pass = (milliseconds: number) => {
		const later = Date.now() + milliseconds;
		vi.useRealTimers();
		vi.useFakeTimers({ toFake: ['Date'], now: later });
	};

	test('a job runs once, with its input, as the system for the purpose of its id', async () => {
		const seen: string[] = [];
		const { jobs, runs } = await startProcess(async (_run, { text }) => void seen.push(text));
		const id = await jobs.enqueue('test.work', { text: 'Brief' });

		await jobs.runDue();
		await jobs.runDue();

		expect(seen).toEqual(['Brief']);
		expect(runs[0]?.actor).toEqual(systemActor('test.work'));
		expect(await jobs.get(id)).toMatchObject({ state: 'done', attempt: 1, error: null });
	});

	test('a job is there if and only if the transaction of its cause is', async () => {
		const { database, jobs } = await startProcess();

		await database
			.transaction(async () => {
				await jobs.enqueue('test.work', { text: 'nie' });
				throw new Error('no');
			})
			.catch(() => undefined);
		await database.transaction(() => jobs.enqueue('test.work', { text: 'ja' }));

		expect(await jobs.list({ limit: 10 })).toHaveLength(1);
	});

	test('an input that the job does not take is refused when it is asked for', async () => {
		const { jobs } = await startProcess();

		await expect(jobs.enqueue('test.work', { words: 1 })).rejects.toThrow();
		expect(await jobs.list({ limit: 10 })).toEqual([]);
	});

	test('a job waits for its time', async () => {
		const { jobs, runs } = await startProcess();
		await jobs.enqueue('test.work', {}, { runAt: Date.now() + 60_000 });

		await jobs.runDue();
		expect(runs).toHaveLength(0);

		pass(61_000);
		await jobs.runDue();
		expect(runs).toHaveLength(1);
	});

	test('asking again with the same key gives the job that waits already', async () => {
		const { jobs, runs } = await startProcess();
		const ask = () => jobs.enqueue('test.work', {}, { key: 'one' });

		const [first, second] = [await ask(), await ask()];
		await jobs.runDue();
		const third = await ask();

		expect(second).toBe(first);
		expect(third).not.toBe(first);
		expect(runs).toHaveLength(1);
	});

	test('a job that fails is tried again after a pause, and in the end says why it failed', async () => {
		const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined);
		const { jobs, runs } = await startProcess(
			async () => {
				throw new Error('Der Server antwortet nicht.');
			},
			{ attempts: 2 },
		);
		const id = await jobs.enqueue('test.work', {});

		await jobs.runDue();
		await jobs.runDue();
		expect(runs).toHaveLength(1);
		expect(await jobs.get(id)).toMatchObject({
			state: 'waiting',
			error: { message: 'Der Server antwortet nicht.' },
		});

		pass(40_000);
		await jobs.runDue();
		expect(await jobs.get(id)).toMatchObject({ state: 'failed', attempt: 2 });
		expect(complaint).toHaveBeenCalledTimes(2);
	});

	test('a known error is kept with its values, and a job that gave up is not tried again', async () => {
		const { jobs } = await startProcess(async (run, { text }) => {
			if (text === 'never') run.giveUp('Diese Adresse gibt es nicht.');
			throw new VerbundError('files.tooLarge', { values: { megabytes: 50 } });
		});
		const known = await jobs.enqueue('test.work', {});
		const never = await jobs.enqueue('test.work', { text: 'never' });

		await jobs.runDue();

		expect((await jobs.get(known)).error).toEqual({ code: 'files.tooLarge', values: { megabytes: 50 } });
		expect(await jobs.get(never)).toMatchObject({
			state: 'failed',
			attempt: 1,
			error: { message: 'Diese Adresse gibt es nicht.' },
		});
	});

	test('a failed job can be tried anew, an open one cannot', async () => {
		let works = false;
		const { jobs } = await startProcess(async (run) => {
			if (!works) run.giveUp('Noch nicht.');
		});
		const id = await jobs.enqueue('test.work', {});
		await expect(jobs.retry(id)).rejects.toMatchObject({ code: 'jobs.notFinished' });
		await jobs.runDue();

		works = true;
		await jobs.retry(id);
		await jobs.runDue();

		expect(await jobs.get(id)).toMatchObject({ state: 'done', error: null });
	});

	test('a job that waits is cancelled at once, one that runs when it hears of it', async () => {
		const { jobs } = await startProcess(async ({ id, signal }) => {
			await jobs.cancel(id);
			signal.throwIfAborted();
		});
		const waiting = await jobs.enqueue('test.work', {}, { runAt: Date.now() + 60_000 });
		await jobs.cancel(waiting);
		const running = await jobs.enqueue('test.work', {});
		await jobs.runDue();

		expect(await jobs.get(waiting)).toMatchObject({ state: 'cancelled' });
		expect(await jobs.get(running)).toMatchObject({ state: 'cancelled' });
		await expect(jobs.cancel(running)).rejects.toMatchObject({ code: 'jobs.finished' });
	});

	test('two processes share the work: each job runs once, and of a kind no more than may at a time', async () => {
		let now = 0;
		let most = 0;
		const seen: string[] = [];
		const work = async (_run: JobRun, { text }: { text: string }) => {
			now += 1;
			most = Math.max(most, now);
			await new Promise((resolve) => setTimeout(resolve, 60));
			seen.push(text);
			now -= 1;
		};
		const first = await startProcess(work, { parallel: 2 });
		const second = await startProcess(work, { parallel: 2 });
		const texts = Array.from({ length: 12 }, (_, index) => String(index));
		for (const text of texts) await first.jobs.enqueue('test.work', { text });

		await Promise.all([first.jobs.runDue(), second.jobs.runDue()]);
		await Promise.all([first.jobs.runDue(), second.jobs.runDue()]);

		expect(seen.toSorted()).toEqual(texts.toSorted());
		expect(most).toBe(2);
	});

	test('a process that lost its job writes nothing any more, and another does it', async () => {
		const written: string[] = [];
		const slow = Promise.withResolvers<undefined>();
		const lost = await startProcess(async (run) => {
			await slow.promise;
			await run.transaction(async () => void written.push('lost'));
		});
		const id = await lost.jobs.enqueue('test.work', {});
		const running = lost.jobs.runDue();
		await vi.waitFor(() => expect(lost.runs).toHaveLength(1));

		pass(61_000);
		const other = await startProcess(async (run) => run.complete(async () => void written.push('other')));
		await other.jobs.runDue();
		slow.resolve(undefined);
		await running;

		expect(written).toEqual(['other']);
		expect(await other.jobs.get(id)).toMatchObject({ state: 'done', attempt: 2 });
	});

	test('work and its end are one transaction: a failure in it leaves neither', async () => {
		const { database, jobs } = await startProcess(async (run) =>
			run.complete(async () => {
				await database.query.insertInto('hub_state').values({ key: 'half', value: '1' }).execute();
				if (run.attempt === 1) throw new VerbundError('database.full');
			}),
		);
		const id = await jobs.enqueue('test.work', {});
		const isWritten = async () =>
			(await database.query.selectFrom('hub_state').select('key').where('key', '=', 'half').execute()).length;

		await jobs.runDue();
		expect(await isWritten()).toBe(0);
		pass(40_000);
		await jobs.runDue();

		expect(await isWritten()).toBe(1);
		expect(await jobs.get(id)).toMatchObject({ state: 'done', attempt: 2 });
	});

	test('a hub that stops puts back what it runs, and that does not count as an attempt', async () => {
		const { jobs, runs } = await startProcess(
			({ signal }) =>
				new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
		);
		const id = await jobs.enqueue('test.work', {});
		jobs.start();
		await vi.waitFor(() => expect(runs).toHaveLength(1));

		await jobs.stop();

		expect(await jobs.get(id)).toMatchObject({ state: 'waiting', attempt: 0 });
	});

	test('a schedule fires once for each of its times, also with several processes', async () => {
		vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-03-03T02:59:30+01:00') });
		const processes = [
			await startProcess(undefined, { schedule: '0 3 * * *' }),
			await startProcess(undefined, { schedule: '0 3 * * *' }),
		];
		const runAll = () => Promise.all(processes.map(({ jobs }) => jobs.runDue()));
		const ran = () => processes.flatMap(({ runs }) => runs).length;

		await runAll();
		expect(ran()).toBe(0);
		pass(60_000);
		await runAll();
		await runAll();
		expect(ran()).toBe(1);
		pass(24 * 3_600_000);
		await runAll();

		expect(ran()).toBe(2);
		expect(await processes[0]?.jobs.schedules()).toMatchObject([
			{ type: 'test.work', nextAt: Date.parse('2027-03-05T03:00:00+01:00') },
		]);
	});

	test('what was missed while no hub ran is made up for once, and a job still in line gets no second', async () => {
		vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-03-03T02:00:00+01:00') });
		const first = await startProcess(undefined, { schedule: '0 * * * *' });
		await first.jobs.runDue();

		pass(50 * 3_600_000);
		const second = await startProcess(undefined, { schedule: '0 * * * *' });
		await second.jobs.runDue();
		await second.jobs.runDue();

		expect(second.runs).toHaveLength(1);
	});

	test('what waits can be run without what is due by schedule', async () => {
		const { jobs, runs } = await startProcess(undefined, { schedule: '* * * * *' });
		await jobs.runDue();
		pass(120_000);
		const id = await jobs.enqueue('test.work', {});

		await jobs.runWaiting();

		expect(runs.map(({ id: ran }) => ran)).toEqual([id]);
	});

	test('a schedule that changes counts from then on, one that is gone fires no more', async () => {
		vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-03-03T02:00:00+01:00') });
		let cron: string | null = '0 3 * * *';
		const { jobs, runs } = await startProcess(undefined, { schedule: async () => cron });
		await jobs.runDue();

		cron = '30 4 * * *';
		await jobs.runDue();
		expect(await jobs.schedules()).toMatchObject([{ nextAt: Date.parse('2027-03-03T04:30:00+01:00') }]);
		cron = null;
		await jobs.runDue();
		pass(5 * 3_600_000);
		await jobs.runDue();

		expect(runs).toHaveLength(0);
	});

	test('jobs of a plugin that is off wait', async () => {
		const { jobs, runs } = await startProcess(undefined, { pluginId: 'resting' });
		const id = await jobs.enqueue('test.work', {});

		await jobs.runDue();

		expect(runs).toHaveLength(0);
		expect(await jobs.get(id)).toMatchObject({ state: 'waiting' });
	});

	test('a job for a person whose account is gone fails and says so', async () => {
		const { jobs, runs } = await startProcess();
		const actor = {
			kind: 'person',
			personId: 'gone',
			networkAdmin: true,
			memberships: [],
			groupIds: [],
			actingOrganisationId: null,
			access: 'full',
			permissionOverrides: [],
		} as const;
		const id = await jobs.enqueue('test.work', {}, { actor });

		await jobs.runDue();

		expect(runs).toHaveLength(0);
		expect(await jobs.get(id)).toMatchObject({ state: 'failed', error: { code: 'access.denied' } });
	});

	test('what ended long ago is forgotten, a failure later than a success', async () => {
		const { jobs } = await startProcess(async (run, { text }) => {
			if (text === 'fail') run.giveUp('Nein.');
		});
		await jobs.enqueue('test.work', {});
		await jobs.enqueue('test.work', { text: 'fail' });
		await jobs.runDue();

		pass(20 * 86_400_000);
		await jobs.sweep();
		expect(await jobs.counts()).toMatchObject({ done: 0, failed: 1 });
		pass(80 * 86_400_000);
		await jobs.sweep();
		expect(await jobs.counts()).toMatchObject({ failed: 0 });
	});

	test('a job whose process was killed begins anew elsewhere, and one that kills each time ends', async () => {
		const { database, jobs } = await startProcess(undefined, { attempts: 2 });
		const id = await jobs.enqueue('test.work', {});
		const expireLease = (job: string) =>
			database.transaction((transaction) =>
				transaction.updateTable('jobs').set({ lease_until: 0 }).where('id', '=', job).execute(),
			);
		const killHolder = async () => {
			const holder = fork(join(root, 'test/harness/job-process.ts'), [place], {
				stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
				execArgv: [],
			});
			await once(holder, 'message');
			holder.kill('SIGKILL');
			await once(holder, 'exit');
		};

		await killHolder();
		await jobs.runDue();
		expect(await jobs.get(id)).toMatchObject({ state: 'running', attempt: 1 });
		pass(61_000);
		await jobs.runDue();
		expect(await jobs.get(id)).toMatchObject({ state: 'done', attempt: 2 });

		vi.useRealTimers();
		await jobs.retry(id);
		await killHolder();
		await jobs.cancel(id);
		pass(61_000);
		await jobs.runDue();
		expect(await jobs.get(id)).toMatchObject({ state: 'cancelled', attempt: 1 });

		vi.useRealTimers();
		const deadly = await jobs.enqueue('test.work', {});
		for (const attempt of [1, 2]) {
			await killHolder();
			expect(await jobs.get(deadly)).toMatchObject({ attempt });
			if (attempt === 1) await expireLease(deadly);
		}
		pass(61_000);
		await jobs.runDue();
		expect(await jobs.get(deadly)).toMatchObject({ state: 'failed', error: { code: 'jobs.crashed' } });
	});
}
