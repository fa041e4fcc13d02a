import type { Actor } from '../../access/actor.ts';
import type { ContentStore } from '../../content/content-store.ts';
import type { Database } from '../../database/database.ts';

export interface UndoParts {
	readonly actor: Actor;
	readonly database: Database;
	readonly content: Pick<ContentStore, 'setDeleted'>;
	readonly onProgress: (done: number, total: number) => void;
	readonly signal: AbortSignal;
}

const atOnce = 50;

/**
 * Moves what an import made to the recycle bin. What somebody worked on since stays, and so does what was there before;
 * both are noted. Calling it again goes on where it ended.
 */
export async function undoImport(importId: string, parts: UndoParts): Promise<void> {
	const { actor, database, content, onProgress, signal } = parts;
	await database.transaction((transaction) =>
		transaction
			.updateTable('import_entries')
			.set({ undone: 'before' })
			.where('import_id', '=', importId)
			.where('outcome', 'in', ['changed', 'draft'])
			.execute(),
	);
	const open = await database.query
		.selectFrom('import_entries')
		.select(['position', 'item_id', 'item_updated_at'])
		.where('import_id', '=', importId)
		.where('outcome', 'in', ['created', 'restored'])
		.where('undone', 'is', null)
		.orderBy('position')
		.execute();
	for (let start = 0; start < open.length; start += atOnce) {
		signal.throwIfAborted();
		await database.transaction(async (transaction) => {
			for (const { position, item_id: itemId, item_updated_at: updatedAt } of open.slice(
				start,
				start + atOnce,
			)) {
				const item = await transaction
					.selectFrom('items')
					.select(['updated_at', 'deleted_at'])
					.where('id', '=', itemId ?? '')
					.executeTakeFirst();
				const unsaved = await transaction
					.selectFrom('working_copies')
					.select('item_id')
					.where('item_id', '=', itemId ?? '')
					.executeTakeFirst();
				const isGone = item?.deleted_at !== null;
				const isEdited = !isGone && (unsaved !== undefined || item.updated_at !== updatedAt);
				if (!isGone && !isEdited) await content.setDeleted(actor, itemId ?? '', true);
				await transaction
					.updateTable('import_entries')
					.set({ undone: isEdited ? 'edited' : 'undone' })
					.where('import_id', '=', importId)
					.where('position', '=', position)
					.execute();
			}
		});
		onProgress(Math.min(start + atOnce, open.length), open.length);
	}
}
