import { defineJob, readersOf, sql, z, type PluginContext } from 'verbund';
import { validUntil } from '../certificates/validity.ts';
import { membersOf } from '../taking/principals.ts';
import type { TrainingTables } from '../tables.ts';
import type { Enrolments } from '../taking/enrolments.ts';

const day = 86_400_000;
const daysBefore = 60;
const mostAtOnce = 500;

/** Whoever has to take a course finds it among their own: at the beginning, and again before it is due anew. */
export function createEnrolObliged(
	{ notifications, storage }: Pick<PluginContext, 'notifications' | 'storage'>,
	enrolments: Enrolments,
) {
	return defineJob({
		input: z.strictObject({}),
		async run({ signal, transaction }) {
			const obligations = await storage
				.query<TrainingTables>()
				.selectFrom('training_obligations')
				.selectAll()
				.execute();
			for (const obligation of obligations) {
				signal.throwIfAborted();
				const people = (await concerned(obligation)).map((row) => ({
					...row,
					dueAt: dueOf(obligation, row),
				}));
				if (people.length === 0) continue;
				await transaction(async () => {
					for (const { person_id: personId, is_completed, dueAt } of people) {
						if (is_completed === 1) await enrolments.beginAgain(obligation.course_id, personId, dueAt);
						else {
							const organisationId = obligation.organisation_id;
							await enrolments.admit({
								courseId: obligation.course_id,
								personId,
								organisationId,
								origin: 'obligation',
								dueAt,
							});
						}
					}
					await notifications.notify({
						kind: 'training.obliged',
						to: people.map(({ person_id }) => person_id),
						itemId: obligation.course_id,
						key: obligation.course_id,
					});
				});
			}
		},
	});

	/** Who does not take part yet, and those whose last time is long ago. */
	async function concerned(obligation: TrainingTables['training_obligations']) {
		const { course_id: courseId, principal, organisation_id, every_months } = obligation;
		const before = every_months === null ? 0 : longAgo(every_months);
		const { rows } = await sql<{
			person_id: string;
			joined_at: number;
			completed_at: number | null;
			is_completed: number;
		}>`select people.id as person_id, belonging.created_at as joined_at, done.completed_at,
				case when own.completed_at is null then 0 else 1 end as is_completed
			from memberships belonging join people on people.id = belonging.person_id and people.disabled_at is null
			left join training_enrolments own on own.course_id = ${courseId} and own.person_id = people.id
			left join (select person_id, max(completed_at) as completed_at from training_completions
				where course_id = ${courseId} group by person_id) done on done.person_id = people.id
			where belonging.organisation_id = ${organisation_id}
				and people.id in (select meant.person_id from ${membersOf(principal)} as meant)
				and ${readersOf(courseId, sql`people.id`)}
				and ((own.id is null and done.completed_at is null)
					or (own.state = 'enrolled' and own.completed_at is not null and done.completed_at < ${before}))
			order by people.id limit ${mostAtOnce}`.execute(storage.query());
		return rows;
	}
}

function dueOf(
	{ created_at, every_months, within_days }: TrainingTables['training_obligations'],
	{ joined_at, completed_at }: { readonly joined_at: number; readonly completed_at: number | null },
): number {
	if (completed_at !== null && every_months !== null) return validUntil(completed_at, every_months);
	return Math.max(created_at, joined_at) + within_days * day;
}

/** Who has completed it before this time is due again within two months. */
function longAgo(months: number): number {
	const date = new Date(Date.now() + daysBefore * day);
	date.setUTCMonth(date.getUTCMonth() - months);
	return date.getTime();
}
