import type { RawBuilder, SqlBool } from 'kysely';
import type { Database } from '../../database/database.ts';

/** What a version of an item's file says. */
export interface FileText {
	readonly name: string;
	/** Null while nobody has read it, and where it holds none. */
	readonly text: string | null;
}

/**
 * Texts of versions of an item's file, by their ids, for comparing revisions that the actor was shown: whoever may read
 * a revision may know what its file says, also when a newer one has taken its place. Files of other items are not there.
 *
 * @param readable true for `files` of items that the actor reads or works on
 */
export async function readFileTexts(
	{ query }: Pick<Database, 'query'>,
	readable: RawBuilder<SqlBool>,
	itemId: string,
	fileIds: readonly string[],
): Promise<ReadonlyMap<string, FileText>> {
	if (fileIds.length === 0) return new Map();
	const rows = await query
		.selectFrom('files')
		.leftJoin('file_texts', 'file_texts.file_id', 'files.id')
		.select(['files.id', 'files.name', 'file_texts.text'])
		.where('files.item_id', '=', itemId)
		.where('files.id', 'in', fileIds)
		.where('files.deleted_at', 'is', null)
		.where(readable)
		.execute();
	return new Map(rows.map(({ id, name, text }) => [id, { name, text }]));
}
