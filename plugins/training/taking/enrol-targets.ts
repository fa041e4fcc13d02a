import { defineJob, readersOf, sql, z, type PluginContext } from 'verbund';
import type { TrainingTables } from '../tables.ts';
import type { Enrolments } from './enrolments.ts';
import { membersOf } from './principals.ts';

const mostAtOnce = 500;
const day = 86_400_000;

/** Enrols whom a course is meant for, soon after they join. Where there is nobody new, it writes nothing. */
export function createEnrolTargets(
	{ notifications, storage }: Pick<PluginContext, 'notifications' | 'storage'>,
	enrolments: Enrolments,
) {
	return defineJob({
		input: z.strictObject({}),
		async run({ signal, transaction }) {
			const targets = await storage
				.query<TrainingTables>()
				.selectFrom('training_targets')
				.selectAll()
				.execute();
			for (const { course_id: courseId, principal, joined_since, finish_days } of targets) {
				signal.throwIfAborted();
				const people = await newPeople(courseId, principal, joined_since);
				if (people.length === 0) continue;
				const dueAt = finish_days === null ? null : Date.now() + finish_days * day;
				await transaction(async () => {
					for (const { person_id: personId, organisation_id: organisationId } of people)
						await enrolments.admit({ courseId, personId, organisationId, origin: 'target', dueAt });
					await notifications.notify({
						kind: 'training.enrolled',
						to: people.map(({ person_id }) => person_id),
						itemId: courseId,
						key: courseId,
					});
				});
			}
		},
	});

	/** Who may read the course and has never had to do with it. */
	async function newPeople(courseId: string, principal: string, joinedSince: number | null) {
		const { rows } = await sql<{ person_id: string; organisation_id: string | null }>`
			select meant.person_id, meant.organisation_id from ${membersOf(principal, joinedSince)} as meant
			join people on people.id = meant.person_id and people.disabled_at is null
			where ${readersOf(courseId, sql`meant.person_id`)}
				and not exists (select 1 from training_enrolments own
					where own.course_id = ${courseId} and own.person_id = meant.person_id)
			order by meant.person_id limit ${mostAtOnce}`.execute(storage.query());
		return rows;
	}
}
