import { createId, defineCommand, defineJob, germanDay, germanTime, z, type PluginContext } from 'verbund';
import type { Changes } from './messages/changes.ts';
import { id, unwatched } from './messages/message-commands.ts';
import { messagePath } from './messages/telling.ts';
import { personIdOf } from './person-id.ts';
import type { ChatTables } from './tables.ts';

const choices = ['inAnHour', 'tomorrow', 'nextWeek'] as const;

/** „Morgen früh“: the message comes back under the bell. */
export function createReminders(
	{ notifications, storage }: Pick<PluginContext, 'notifications' | 'storage'>,
	changes: Changes,
) {
	return {
		remind: defineCommand({
			input: z.strictObject({ messageId: id, when: z.enum(choices) }),
			async run({ actor, reader }, { messageId, when }) {
				await changes.open(reader, messageId);
				const personId = personIdOf(actor);
				await storage.transaction<ChatTables, unknown>(async (transaction) => {
					// One for each message: the last word counts.
					await transaction
						.deleteFrom('chat_reminders')
						.where('person_id', '=', personId)
						.where('message_id', '=', messageId)
						.execute();
					await transaction
						.insertInto('chat_reminders')
						.values({
							id: createId(),
							person_id: personId,
							message_id: messageId,
							due_at: dueAt(when, Date.now()),
						})
						.execute();
				});
				return {};
			},
			...unwatched,
		}),
		job: defineJob({
			input: z.strictObject({}),
			async run() {
				const query = storage.query<ChatTables>();
				const due = await query
					.selectFrom('chat_reminders')
					.innerJoin('chat_messages', 'chat_messages.id', 'chat_reminders.message_id')
					.select(['chat_reminders.id', 'person_id', 'room_id', 'number'])
					.where('due_at', '<=', Date.now())
					.limit(500)
					.execute();
				// Without anything due nothing is written: pages that are kept stay good.
				if (due.length === 0) return;
				await storage.transaction<ChatTables, unknown>(async (transaction) => {
					for (const { person_id: personId, room_id: room, number } of due) {
						await notifications.notify({
							kind: 'chat.reminded',
							to: [personId],
							path: messagePath(room, number),
							data: { room },
						});
					}
					await transaction
						.deleteFrom('chat_reminders')
						.where(
							'id',
							'in',
							due.map((one) => one.id),
						)
						.execute();
				});
			},
		}),
	};
}

const hour = 60 * 60_000;
const day = 24 * hour;

/** Mornings are eight o'clock in Germany. */
function dueAt(when: (typeof choices)[number], now: number): number {
	if (when === 'inAnHour') return now + hour;
	const morning = `${germanDay(now + (when === 'tomorrow' ? day : 7 * day))}T08:00`;
	return germanTime(morning) ?? now + day;
}
