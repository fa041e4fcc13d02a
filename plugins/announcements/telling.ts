import { defineJob, z, type PluginContext } from 'verbund';
import type { AnnouncementsTables } from './notices-table.ts';

/** Tells all who may read a new announcement, in one statement; of each edition once. */
export function createTelling({
	content,
	notifications,
	storage,
}: Pick<PluginContext, 'content' | 'notifications' | 'storage'>) {
	return defineJob({
		input: z.strictObject({ itemId: z.string(), revision: z.int(), edition: z.int() }),
		async run({ reader, complete }, { itemId, revision, edition }) {
			const { authorId } = await content.revision(reader, itemId, revision);
			const tell = async () => {
				const notice = await storage.transaction<AnnouncementsTables, { importance: string } | undefined>(
					(transaction) =>
						transaction
							.updateTable('announcements_notices')
							.set({ told_edition: edition })
							.where('item_id', '=', itemId)
							.where('told_edition', '<', edition)
							.returning('importance')
							.executeTakeFirst(),
				);
				if (!notice) return;
				await notifications.notify({
					kind: notice.importance === 'urgent' ? 'announcements.urgent' : 'announcements.published',
					to: { readersOf: itemId },
					itemId,
					key: itemId,
					...(authorId === null ? {} : { by: authorId }),
				});
			};
			// No page shows it: those who are told ask for their number themselves.
			await complete(tell, { quiet: true });
		},
	});
}
