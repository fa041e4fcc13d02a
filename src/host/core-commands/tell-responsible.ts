import type { Actor } from '../../access/actor.ts';
import type { Notifications } from '../../notifications/notifications.ts';

export const responsibleKind = 'core.responsible';

/** Whoever is named as responsible hears of it, unless they named themselves. */
export async function tellResponsible(
	notifications: Pick<Notifications, 'notify'>,
	actor: Actor,
	{ itemId, personId }: { readonly itemId: string; readonly personId: string },
): Promise<void> {
	await notifications.notify({
		kind: responsibleKind,
		to: [personId],
		itemId,
		key: itemId,
		...(actor.kind === 'person' ? { by: actor.personId } : {}),
	});
}
