import { defineCommand, notFound, sql, z, type CommandContext, type PluginContext } from 'verbund';
import { refused } from '../refused.ts';
import type { TrainingParts } from '../training-parts.ts';
import { personOf } from './take-part-commands.ts';

const id = z.string().min(1).max(64);

/** Who takes part, decided by others than themselves. */
export function createParticipantCommands(
	{
		access,
		notifications,
		people,
		storage,
	}: Pick<PluginContext, 'access' | 'notifications' | 'people' | 'storage'>,
	{ enrolments, requireTeaching }: Pick<TrainingParts, 'enrolments' | 'requireTeaching'>,
) {
	return {
		invite: defineCommand({
			input: z.strictObject({ courseId: id, personIds: z.array(id).min(1).max(200) }),
			target: ({ actor }: CommandContext, { courseId }) => requireTeaching(actor, courseId),
			async run({ actor }, { courseId, personIds }) {
				const known = await people.list(actor, { ids: [...new Set(personIds)] });
				const readers: string[] = [];
				for (const { id: personId } of known)
					if ((await access.reach(personId, courseId)).readable) readers.push(personId);
				if (readers.length === 0) throw refused('training.error.nobodyInvited');
				const invited: string[] = [];
				for (const personId of readers) {
					if (
						await enrolments.invite({
							courseId,
							personId,
							organisationId: await organisationOf(personId, courseId),
						})
					)
						invited.push(personId);
				}
				if (invited.length > 0) {
					const by = personOf(actor).personId;
					await notifications.notify({
						kind: 'training.invited',
						to: invited,
						itemId: courseId,
						by,
						key: courseId,
					});
				}
				return { invited: invited.length };
			},
			audit: ({ courseId, personIds }) => ({ objects: { item: courseId, people: personIds.join(' ') } }),
		}),
		decide: defineCommand({
			input: z.strictObject({ enrolmentId: id, approve: z.boolean() }),
			/** Of the organisation for which the person asks: there sit those who can let them go. */
			target: async (_context, { enrolmentId }) => {
				const { organisationId } = await enrolments.get(enrolmentId);
				if (organisationId === null) throw notFound();
				return { organisationId };
			},
			async run({ actor }, { enrolmentId, approve }) {
				const { personId } = await enrolments.get(enrolmentId);
				const by = personOf(actor).personId;
				if (by === personId) throw refused('training.error.ownRequest');
				await enrolments.decide(enrolmentId, by, approve);
				return {};
			},
			audit: ({ enrolmentId }) => ({ objects: { enrolment: enrolmentId } }),
		}),
		remove: defineCommand({
			input: z.strictObject({ courseId: id, enrolmentId: id }),
			target: ({ actor }: CommandContext, { courseId }) => requireTeaching(actor, courseId),
			async run(_context, { courseId, enrolmentId }) {
				const enrolment = await enrolments.get(enrolmentId);
				if (enrolment.courseId !== courseId) throw notFound();
				await enrolments.leave(courseId, enrolment.personId);
				return {};
			},
			audit: ({ courseId, enrolmentId }) => ({ objects: { item: courseId, enrolment: enrolmentId } }),
		}),
	};

	/** The course's own, where the person belongs to it; else the first that they joined. */
	async function organisationOf(personId: string, courseId: string): Promise<string | null> {
		const { rows } = await sql<{ organisation_id: string }>`select organisation_id from memberships
			where person_id = ${personId} order by case when organisation_id = (select items.organisation_id from items
				where items.id = ${courseId}) then 0 else 1 end, created_at limit 1`.execute(storage.query());
		return rows[0]?.organisation_id ?? null;
	}
}
