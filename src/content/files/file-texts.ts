import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';

/** What is written in a file, and whose file it is. */
export interface FileText {
	readonly itemId: string | null;
	readonly text: string;
}

export async function readFileTexts(database: Kysely<Schema>, fileIds: readonly string[]): Promise<readonly FileText[]> {
	return database
		.selectFrom('file_texts')
		.innerJoin('files', 'files.id', 'file_texts.file_id')
		.select(['files.item_id as itemId', 'file_texts.text'])
		.where('file_id', 'in', fileIds)
		.execute();
}
