import type { Database } from '../../database/database.ts';
import type { FileStorage } from '../file-storage.ts';
import type { Reindex } from './reindex.ts';
import type { TextExtractor } from './text/extract-in-process.ts';

export interface FileTextParts {
	readonly database: Database;
	readonly storage: FileStorage;
	readonly extractor: TextExtractor;
	readonly reindex: Reindex;
}

/** Reads what is written in a file, keeps it, and has it found with what the file belongs to. */
export type StoreFileText = (fileId: string) => Promise<void>;

export function createStoreFileText({ database, storage, extractor, reindex }: FileTextParts): StoreFileText {
	return async (fileId) => {
		const file = await database.query
			.selectFrom('files')
			.select(['item_id', 'media_type', 'versioned'])
			.where('id', '=', fileId)
			.executeTakeFirst();
		if (!file) return;
		const extracted = await extractor.extract(storage.pathOf(fileId), file.media_type);
		const isStored = await database.transaction(async (transaction) => {
			const { numUpdatedRows } = await transaction
				.updateTable('files')
				.set({ text_state: extracted.state })
				.where('id', '=', fileId)
				.executeTakeFirst();
			if (numUpdatedRows === 0n || extracted.state !== 'read') return false;
			const { text } = extracted;
			await transaction
				.insertInto('file_texts')
				.values({ file_id: fileId, text })
				.onConflict((conflict) => conflict.column('file_id').doUpdateSet({ text }))
				.execute();
			if (file.versioned === 0) {
				await transaction
					.insertInto('search_changes')
					.values({ source: 'file', object_id: fileId })
					.onConflict((conflict) => conflict.doNothing())
					.execute();
			}
			return true;
		});
		if (isStored && file.versioned === 1 && file.item_id !== null) await reindex(file.item_id);
	};
}
