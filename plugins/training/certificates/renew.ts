import { defineJob, sql, z, type PluginContext } from 'verbund';
import type { TrainingTables } from '../tables.ts';
import type { Enrolments } from '../taking/enrolments.ts';

const day = 86_400_000;
/** So long before a certificate ends its holder is asked to refresh it. */
const daysBefore = 60;
/** So long before a course is due its participants hear of it once more. */
const reminderDays = 7;
const mostAtOnce = 500;

/** Certificates that end soon: the course begins anew for whoever holds them, with the end as its deadline. */
export function createRenewal(
	{ notifications, storage }: Pick<PluginContext, 'notifications' | 'storage'>,
	enrolments: Enrolments,
) {
	return defineJob({
		input: z.strictObject({}),
		async run({ signal, transaction }) {
			for (const {
				id,
				course_id: courseId,
				person_id: personId,
				valid_until: validUntil,
			} of await endingSoon()) {
				signal.throwIfAborted();
				await transaction(async () => {
					await storage.transaction<TrainingTables, unknown>((running) =>
						running
							.updateTable('training_completions')
							.set({ renewed_at: Date.now() })
							.where('id', '=', id)
							.execute(),
					);
					await enrolments.beginAgain(courseId, personId, validUntil);
					await notifications.notify({
						kind: 'training.renew',
						to: [personId],
						itemId: courseId,
						data: { endsOn: validUntil },
						key: courseId,
					});
				});
			}
			await transaction(remindOfDue);
		},
	});

	/** The newest certificate of each course, unless somebody has been asked already or takes part no more. */
	async function endingSoon() {
		const { rows } = await sql<{ id: string; course_id: string; person_id: string; valid_until: number }>`
			select completion.id, completion.course_id, completion.person_id, completion.valid_until
			from training_completions completion
			join training_enrolments own on own.course_id = completion.course_id
				and own.person_id = completion.person_id and own.state = 'enrolled' and own.completed_at is not null
			where completion.valid_until < ${Date.now() + daysBefore * day} and completion.renewed_at is null
				and not exists (select 1 from training_completions newer where newer.course_id = completion.course_id
					and newer.person_id = completion.person_id and newer.completed_at > completion.completed_at)
			order by completion.valid_until limit ${mostAtOnce}`.execute(storage.query());
		return rows;
	}

	async function remindOfDue(): Promise<void> {
		const now = Date.now();
		const due = await storage
			.query<TrainingTables>()
			.selectFrom('training_enrolments')
			.select(['id', 'course_id', 'person_id', 'due_at'])
			.where('state', '=', 'enrolled')
			.where('completed_at', 'is', null)
			.where('reminded_at', 'is', null)
			.where('due_at', '<', now + reminderDays * day)
			.limit(mostAtOnce)
			.execute();
		for (const { id, course_id, person_id, due_at } of due) {
			await storage.transaction<TrainingTables, unknown>((running) =>
				running.updateTable('training_enrolments').set({ reminded_at: now }).where('id', '=', id).execute(),
			);
			await notifications.notify({
				kind: 'training.due',
				to: [person_id],
				itemId: course_id,
				data: { dueOn: due_at ?? now },
				key: course_id,
			});
		}
	}
}
