import { defineJob, z, type PluginContext } from 'verbund';
import type { AnnouncementsTables } from './notices-table.ts';

const mostAtOnce = 200;

/** Puts into the archive what is not to be read any more. Where nothing is, it writes nothing. */
export function createExpiry({ commands, storage }: Pick<PluginContext, 'commands' | 'storage'>) {
	return defineJob({
		input: z.strictObject({}),
		async run({ actor, reader, signal, transaction }) {
			const over = await storage
				.query<AnnouncementsTables>()
				.selectFrom('announcements_notices')
				.select('item_id')
				.where('ended', '=', 0)
				.where('expires_at', '<=', Date.now())
				.orderBy('expires_at')
				.limit(mostAtOnce)
				.execute();
			for (const { item_id: itemId } of over) {
				signal.throwIfAborted();
				await transaction(async () => {
					await commands.execute('content.archive', { itemId }, { actor, reader });
					await storage.transaction<AnnouncementsTables, unknown>((running) =>
						running
							.updateTable('announcements_notices')
							.set({ ended: 1 })
							.where('item_id', '=', itemId)
							.execute(),
					);
				});
			}
		},
	});
}
