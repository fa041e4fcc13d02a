import type { PersonalDataHandler, PluginContext } from 'verbund';
import type { PackageTables } from './package-tables.ts';

/** What packages have said of their learners, with all that they wanted to remember. */
export function createPackageData({ storage }: PluginContext): PersonalDataHandler {
	return {
		async export(personId) {
			const rows = await storage
				.query<PackageTables>()
				.selectFrom('training_package_states')
				.selectAll()
				.where('person_id', '=', personId)
				.orderBy('changed_at')
				.execute();
			return rows.map((row) => ({
				course: row.course_id,
				lesson: row.lesson_id,
				part: row.part_id,
				round: row.round,
				status: row.status,
				score: row.score,
				seconds: Number(row.seconds),
				data: row.data,
				changedAt: row.changed_at,
			}));
		},
		async erase(personId) {
			await storage.transaction<PackageTables, unknown>((transaction) =>
				transaction.deleteFrom('training_package_states').where('person_id', '=', personId).execute(),
			);
		},
	};
}
