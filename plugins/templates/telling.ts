import { defineJob, z, type PluginContext } from 'verbund';
import { templateType } from './template-type.ts';
import type { Uses } from './uses.ts';

type Parts = Pick<PluginContext, 'content' | 'jobs' | 'notifications' | 'people'>;

/**
 * Tells the people of all organisations that work with a template that there is another version of it. Who has not
 * looked at the one before is told of the newest only.
 */
export function createTelling({ notifications, people }: Parts, uses: Uses) {
	return defineJob({
		input: z.strictObject({ itemId: z.string(), revision: z.int() }),
		async run({ actor, complete }, { itemId, revision }) {
			const members: string[] = [];
			for (const { organisationId } of await uses.ofItem(itemId)) {
				const found = await people.list(actor, { organisationId, limit: mostOfOne });
				members.push(...found.map(({ id }) => id));
			}
			await complete(async () => {
				const using = await uses.noteChange(itemId, revision);
				if (using.length === 0) return;
				await notifications.notify({
					kind: 'templates.changed',
					to: [...new Set(members)],
					itemId,
					key: itemId,
					data: { revision },
				});
			});
		},
	});
}

export function tellOfChanges({ content, jobs }: Parts): void {
	content.onWillPublish(async ({ itemId, type, revision }) => {
		if (type !== templateType) return;
		await jobs.enqueue('templates.tell', { itemId, revision }, { key: `${itemId}:${revision}` });
	});
}

const mostOfOne = 2000;
