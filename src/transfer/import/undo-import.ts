import { itemBefore, type ItemBefore } from '../../content/transfer/item-before.ts';
import type { ContentStore } from '../../content/content-store.ts';
import { prepareRollBack, rollBack, type RollBackParts, type RolledBack } from './roll-back.ts';

export interface UndoParts extends RollBackParts {
	readonly content: ContentStore;
	readonly onProgress: (done: number, total: number) => void;
	readonly signal: AbortSignal;
}

interface UndoneEntry {
	readonly position: number;
	readonly itemId: string;
	/** When the import had written it. */
	readonly updatedAt: number | null;
	/** Null for what was not there before. */
	readonly before: ItemBefore | null;
	/** It came out of the recycle bin. */
	readonly isRestored: boolean;
}

/**
 * Moves what an import made to the recycle bin, and gives what it changed the text of before. What somebody worked on
 * since stays and is noted. Calling it again goes on where it ended.
 */
export async function undoImport(importId: string, parts: UndoParts): Promise<void> {
	const { database, onProgress, signal } = parts;
	const rows = await database.query
		.selectFrom('import_entries')
		.select(['position', 'item_id', 'item_updated_at', 'before_import', 'outcome'])
		.where('import_id', '=', importId)
		.where('outcome', 'in', ['created', 'changed', 'draft', 'restored'])
		.where('undone', 'is', null)
		.orderBy('position')
		.execute();
	for (const [index, row] of rows.entries()) {
		signal.throwIfAborted();
		const entry: UndoneEntry = {
			position: row.position,
			itemId: row.item_id ?? '',
			updatedAt: row.item_updated_at,
			before: row.before_import === null ? null : itemBefore.parse(JSON.parse(row.before_import)),
			isRestored: row.outcome === 'restored',
		};
		await undoEntry(importId, entry, parts);
		onProgress(index + 1, rows.length);
	}
}

async function undoEntry(importId: string, entry: UndoneEntry, parts: UndoParts): Promise<void> {
	const { actor, content, database } = parts;
	const { itemId, before, isRestored } = entry;
	const prepared =
		before && !(await isGone(entry, parts)) ? await prepareRollBack(parts, itemId, before) : null;
	await database.transaction(async (transaction) => {
		const undone = await undoInside();
		await transaction
			.updateTable('import_entries')
			.set({ undone })
			.where('import_id', '=', importId)
			.where('position', '=', entry.position)
			.execute();
	});

	async function undoInside(): Promise<'undone' | 'edited' | RolledBack> {
		if (await isGone(entry, parts)) return 'undone';
		if (await isEdited(entry, parts)) return 'edited';
		const rolledBack = before && prepared ? await rollBack(parts, itemId, before, prepared) : null;
		if (rolledBack && !isRestored) return rolledBack;
		await content.setDeleted(actor, itemId, true);
		return 'undone';
	}
}

/** In the recycle bin already, or no longer there at all. */
async function isGone({ itemId }: UndoneEntry, { database }: UndoParts): Promise<boolean> {
	const item = await database.query
		.selectFrom('items')
		.select('deleted_at')
		.where('id', '=', itemId)
		.executeTakeFirst();
	return item?.deleted_at !== null;
}

async function isEdited(
	{ itemId, updatedAt, before }: UndoneEntry,
	{ database }: UndoParts,
): Promise<boolean> {
	const item = await database.query
		.selectFrom('items')
		.select('updated_at')
		.where('id', '=', itemId)
		.executeTakeFirst();
	if (item?.updated_at !== updatedAt) return true;
	// What somebody writes upon a text that stays is brought together with it when they save.
	if (before) return false;
	const unsaved = await database.query
		.selectFrom('working_copies')
		.select('item_id')
		.where('item_id', '=', itemId)
		.executeTakeFirst();
	return unsaved !== undefined;
}
