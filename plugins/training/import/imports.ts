import type { PersonalDataHandler, PluginContext } from 'verbund';
import { coursePlan, emptyPlan, type CoursePlan } from './course-plan.ts';
import type { ImportState, ImportTables } from './import-tables.ts';

export interface CourseImport {
	readonly id: string;
	readonly personId: string;
	readonly organisationId: string;
	readonly uploadId: string;
	readonly name: string;
	readonly language: string;
	readonly state: ImportState;
	readonly done: number;
	readonly total: number;
	readonly reason: string | null;
	readonly title: string;
	readonly plan: CoursePlan;
	readonly courseId: string | null;
}

type Changes = Partial<Omit<ImportTables['training_imports'], 'id'>>;

export interface Imports {
	/** Somebody's own; null for everything else. */
	find(id: string, personId: string): Promise<CourseImport | null>;
	add(
		one: Pick<CourseImport, 'id' | 'personId' | 'organisationId' | 'uploadId' | 'name' | 'language'>,
	): Promise<void>;
	change(id: string, changes: Changes): Promise<void>;
	/** Removes those that nobody went on with, and those that are long done. */
	sweep(before: number): Promise<void>;
	readonly personalData: PersonalDataHandler;
}

export function createImports({ storage }: PluginContext): Imports {
	const query = () => storage.query<ImportTables>();
	const write = (work: Parameters<typeof storage.transaction<ImportTables, unknown>>[0]) =>
		storage.transaction<ImportTables, unknown>(work);

	return {
		async find(id, personId) {
			const row = await query()
				.selectFrom('training_imports')
				.selectAll()
				.where('id', '=', id)
				.where('person_id', '=', personId)
				.executeTakeFirst();
			if (!row) return null;
			const { name, language, state, done, total, reason, title } = row;
			return {
				id,
				personId,
				...{ name, language, state, done, total, reason, title },
				organisationId: row.organisation_id,
				uploadId: row.upload_id,
				plan: coursePlan.parse(JSON.parse(row.plan)),
				courseId: row.course_id,
			};
		},
		async add({ id, personId, organisationId, uploadId, name, language }) {
			await write((transaction) =>
				transaction
					.insertInto('training_imports')
					.values({
						id,
						person_id: personId,
						organisation_id: organisationId,
						upload_id: uploadId,
						...{ name, language, state: 'reading', done: 0, total: 0, reason: null, title: '' },
						plan: JSON.stringify(emptyPlan),
						course_id: null,
						created_at: Date.now(),
					})
					.execute(),
			);
		},
		async change(id, changes) {
			await write((transaction) =>
				transaction.updateTable('training_imports').set(changes).where('id', '=', id).execute(),
			);
		},
		async sweep(before) {
			await write((transaction) =>
				transaction.deleteFrom('training_imports').where('created_at', '<', before).execute(),
			);
		},
		personalData: {
			export: (personId) =>
				query()
					.selectFrom('training_imports')
					.select(['name', 'title', 'state', 'created_at as createdAt'])
					.where('person_id', '=', personId)
					.execute(),
			async erase(personId) {
				await write((transaction) =>
					transaction.deleteFrom('training_imports').where('person_id', '=', personId).execute(),
				);
			},
		},
	};
}
