import { systemActor } from '../../access/actor.ts';
import type { AcknowledgementParts } from '../../content/acknowledgement/acknowledgements.ts';
import { listMissing } from '../../content/acknowledgement/list-missing.ts';
import { listToTell, type ToTell } from '../../content/acknowledgement/list-to-tell.ts';
import type { Notifications } from '../../notifications/notifications.ts';

/** Tells people what they are asked to confirm, once at first, once before it is due and once on that day. */
export interface AcknowledgementNotifications {
	/** What is to be told by now. Run twice, it tells nothing twice. */
	tell(signal: AbortSignal): Promise<void>;
	/** Nobody is asked any more. */
	ended(itemId: string): Promise<void>;
}

export interface AcknowledgementNotificationParts extends Pick<
	AcknowledgementParts,
	'database' | 'holderOf'
> {
	readonly notifications: Notifications;
}

const asked = 'core.acknowledgementAsked';
const due = 'core.acknowledgementDue';

export function createAcknowledgementNotifications(
	parts: AcknowledgementNotificationParts,
): AcknowledgementNotifications {
	const { database, notifications } = parts;
	notifications.declare([
		{ id: asked, title: `%notificationKind.${asked}%`, mail: 'daily', pluginId: null },
		{ id: due, title: `%notificationKind.${due}%`, mail: 'now', pluginId: null },
	]);

	return {
		async tell(signal) {
			for (const request of await listToTell(database, Date.now())) {
				signal.throwIfAborted();
				await tellOf(request);
			}
		},
		async ended(itemId) {
			await notifications.withdraw(asked, itemId);
			await notifications.withdraw(due, itemId);
		},
	};

	async function tellOf({ itemId, edition, dueAt, isNew, reminders }: ToTell): Promise<void> {
		const missing = await listMissing(parts, systemActor('core.acknowledgements'), itemId, edition);
		await database.transaction(async (transaction) => {
			const { numUpdatedRows } = await transaction
				.updateTable('acknowledgement_requests')
				.set({ told_edition: edition, reminders })
				.where('item_id', '=', itemId)
				.where((is) => is.or([is('told_edition', '<', edition), is('reminders', '<', reminders)]))
				.executeTakeFirstOrThrow();
			if (numUpdatedRows === 0n) return;
			if (!isNew) await notifications.withdraw(asked, itemId);
			await notifications.notify({
				kind: isNew ? asked : due,
				to: missing,
				itemId,
				data: { hasDueDate: dueAt === null ? 'no' : 'yes', dueOn: dueAt ?? 0 },
				key: itemId,
			});
		});
	}
}
