import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../database/database.ts';
import type { Disposable } from '../../events.ts';
import type { HealthCheck, HealthFinding } from './health-check.ts';

export interface Examination {
	readonly findings: readonly HealthFinding[];
	/** When the slow checks ran last; null if they never did. */
	readonly slowAt: number | null;
}

/** How the hub is. The command line, a page and a job ask the same checks. */
export interface Health {
	/** Adds a line. */
	register(check: HealthCheck): Disposable;
	/** Everything, now. */
	examine(): Promise<readonly HealthFinding[]>;
	/** What is quick now, and what is slow as it was found last. */
	look(): Promise<Examination>;
	/**
	 * Looks and keeps what was found, for those who only want to know whether something is wrong.
	 * @param full also what is slow, whenever it was done last
	 */
	keep(full: boolean): Promise<void>;
	/** Problems of the last examination; one query. */
	problems(): Promise<readonly HealthFinding[]>;
}

const hour = 60 * 60 * 1000;
const slowEvery = 20 * hour;
const stateKey = 'health';

/** @param activate has plugins add their lines */
export function createHealth(database: Database, activate: () => Promise<void>): Health {
	const checks = new Set<HealthCheck>();
	const current = () => {
		const replaced = [...checks].map(({ inPlaceOf }) => inPlaceOf);
		return [...checks].filter(({ id }) => !replaced.includes(id));
	};

	const health: Health = {
		register(check) {
			checks.add(check);
			return { dispose: () => checks.delete(check) };
		},
		async examine() {
			await activate();
			return lookAt(current());
		},
		async look() {
			await activate();
			const stored = await read();
			const quick = await lookAt(current().filter(({ slow }) => !slow));
			return { findings: inOrder([...quick, ...slowOnes(stored)]), slowAt: stored.slowAt };
		},
		async keep(full) {
			const stored = await read();
			const again = full || stored.slowAt === null || Date.now() - stored.slowAt > slowEvery;
			const findings = again ? await health.examine() : (await health.look()).findings;
			const value = JSON.stringify({ findings, slowAt: again ? Date.now() : stored.slowAt });
			await database.transaction((transaction) =>
				transaction
					.insertInto('hub_state')
					.values({ key: stateKey, value })
					.onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
					.execute(),
			);
		},
		async problems() {
			return problemsIn(await read());
		},
	};
	return health;

	async function read(): Promise<Examination> {
		const row = await database.query
			.selectFrom('hub_state')
			.select('value')
			.where('key', '=', stateKey)
			.executeTakeFirst();
		return row ? examinationSchema.parse(JSON.parse(row.value)) : { findings: [], slowAt: null };
	}

	function slowOnes({ findings }: Examination): readonly HealthFinding[] {
		return current()
			.filter(({ slow }) => slow)
			.map(
				({ id }): HealthFinding =>
					findings.find((finding) => finding.id === id) ?? { id, state: 'notice', outcome: 'notYet' },
			);
	}

	function inOrder(findings: readonly HealthFinding[]): readonly HealthFinding[] {
		return current().flatMap(({ id }) => findings.find((finding) => finding.id === id) ?? []);
	}
}

/** One after the other. A check that fails is a problem itself, and keeps no other from being asked. */
async function lookAt(checks: readonly HealthCheck[]): Promise<readonly HealthFinding[]> {
	const findings: HealthFinding[] = [];
	for (const { id, look } of checks) {
		try {
			findings.push({ id, ...(await look()) });
		} catch (error) {
			console.error(`[health] ${id}`, error);
			const reason = error instanceof Error ? error.message : String(error);
			findings.push({ id, state: 'problem', outcome: 'unknown', values: { reason } });
		}
	}
	return findings;
}

/** One row: what was found when the hub was looked at last. */
export function selectExamination() {
	return sql`select 'health' as kind, key as id, '' as title, null as language, value as text, null as path,
			null as count, null as at, 0 as place
		from hub_state where key = ${stateKey}`;
}

/** Problems in what `selectExamination` has read. */
export function storedProblems(stored: string): readonly HealthFinding[] {
	return problemsIn(examinationSchema.parse(JSON.parse(stored)));
}

function problemsIn({ findings }: Examination): readonly HealthFinding[] {
	return findings.filter(({ state }) => state === 'problem');
}

const examinationSchema: z.ZodType<Examination> = z.object({
	findings: z.array(
		z.object({
			id: z.string(),
			state: z.enum(['ok', 'notice', 'warning', 'problem']),
			outcome: z.string(),
			values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
			links: z
				.array(z.object({ url: z.string(), text: z.string().optional(), count: z.number().optional() }))
				.optional(),
		}),
	),
	slowAt: z.number().nullable(),
});
