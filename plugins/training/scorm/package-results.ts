import { z, type PluginContext } from 'verbund';
import type { Launch } from './launches.ts';
import type { ScormVersion } from './manifest.ts';
import type { PackageTables, PartStatus } from './package-tables.ts';
import type { RunTimeResult, RunTimeValues } from './run-time-data.ts';

/** How far a learner is in one part. */
export interface PartState {
	readonly partId: string;
	readonly fileId: string;
	readonly status: PartStatus;
	readonly score: number | null;
	readonly seconds: number;
	readonly values: RunTimeValues;
	readonly launchId: string;
	readonly secondsBefore: number;
}

type OwnLaunch = Launch & { readonly lesson: NonNullable<Launch['lesson']> };

export interface PackageResults {
	/** Of all parts of a lesson that were begun. One query. */
	list(personId: string, lesson: NonNullable<Launch['lesson']>): Promise<readonly PartState[]>;
	/** What the best sitting has reached stays; the data are those of the last. */
	keep(
		launch: OwnLaunch,
		result: RunTimeResult,
		values: RunTimeValues,
		before: PartState | undefined,
	): Promise<void>;
}

export function createPackageResults({ storage }: PluginContext): PackageResults {
	return {
		async list(personId, { courseId, lessonId, round }) {
			const rows = await storage
				.query<PackageTables>()
				.selectFrom('training_package_states')
				.selectAll()
				.where('person_id', '=', personId)
				.where('course_id', '=', courseId)
				.where('lesson_id', '=', lessonId)
				.where('round', '=', round)
				.execute();
			return rows.map((row) => ({
				partId: row.part_id,
				fileId: row.file_id,
				status: row.status,
				score: row.score,
				seconds: Number(row.seconds),
				values: valuesSchema.parse(JSON.parse(row.data)),
				launchId: row.launch_id,
				secondsBefore: Number(row.seconds_before),
			}));
		},
		async keep({ id, personId, fileId, partId, lesson }, result, values, before) {
			const secondsBefore = before?.launchId === id ? before.secondsBefore : (before?.seconds ?? 0);
			const row = {
				file_id: fileId,
				launch_id: id,
				status: better(before?.status, result.status),
				score: highest(before?.score ?? null, result.score),
				seconds: secondsBefore + result.seconds,
				seconds_before: secondsBefore,
				data: JSON.stringify(values),
				changed_at: Date.now(),
			};
			await storage.transaction<PackageTables, unknown>((transaction) =>
				transaction
					.insertInto('training_package_states')
					.values({
						course_id: lesson.courseId,
						person_id: personId,
						round: lesson.round,
						lesson_id: lesson.lessonId,
						part_id: partId,
						...row,
					})
					.onConflict((conflict) =>
						conflict.columns(['course_id', 'person_id', 'round', 'lesson_id', 'part_id']).doUpdateSet(row),
					)
					.execute(),
			);
		},
	};
}

const valuesSchema = z.record(z.string(), z.string());

const order: readonly PartStatus[] = ['begun', 'failed', 'completed', 'passed'];

function better(before: PartStatus | undefined, now: PartStatus): PartStatus {
	return before !== undefined && order.indexOf(before) > order.indexOf(now) ? before : now;
}

function highest(before: number | null, now: number | null): number | null {
	return before === null || now === null ? (before ?? now) : Math.max(before, now);
}

/** SCORM 1.2 knows no new attempt: what was kept comes back. SCORM 2004 begins anew unless it was suspended. */
export function resumes(version: ScormVersion, state: PartState, fileId: string): boolean {
	if (state.fileId !== fileId) return false;
	return version === '1.2' || state.values['cmi.exit'] === 'suspend';
}
