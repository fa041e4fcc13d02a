import { sql } from 'kysely';
import { organisationsWhere } from '../../access/permissions.ts';
import type { Reader } from '../../content/reader.ts';
import { exportableVariants } from '../../content/transfer/exportable-items.ts';
import type { Database } from '../../database/database.ts';
import { notFound } from '../../errors.ts';
import type { ExportRequest } from '../exports.ts';

/**
 * What an export is called: as the item, the collection or the organisation.
 *
 * @throws VerbundError `request.notFound` where there is nothing for the reader
 */
export async function titleOf(
	database: Database,
	reader: Reader,
	{ scope, scopeId }: ExportRequest,
): Promise<string> {
	if (scope === 'item') return titleOfItem(database, reader, scopeId);
	const { rows } = await sql<{ title: string; organisation_id: string }>`
		select ${scope === 'collection' ? sql`title, organisation_id from collections` : sql`name as title, id as organisation_id from organisations`}
		where id = ${scopeId}`.execute(database.query);
	const [found] = rows;
	if (!found) throw notFound();
	// Like something that does not exist, unless there is something for the reader.
	const works = organisationsWhere(reader.actor, 'content.readDrafts').includes(found.organisation_id);
	if (!works && !(await holdsReadable(database, reader, { scope, scopeId }))) throw notFound();
	return found.title;
}

async function titleOfItem(database: Database, reader: Reader, itemId: string): Promise<string> {
	const [variant] = await exportableVariants(database, reader, { itemId });
	if (!variant) throw notFound();
	const row = await database.query
		.selectFrom('item_variants')
		.select('title')
		.where('item_id', '=', itemId)
		.where('language', '=', variant.language)
		.executeTakeFirstOrThrow(notFound);
	return row.title;
}

async function holdsReadable(
	database: Database,
	{ actor, types }: Reader,
	{ scope, scopeId }: Pick<ExportRequest, 'scope' | 'scopeId'>,
): Promise<boolean> {
	const [variant] = await exportableVariants(
		database,
		{ actor, types, languages: [] },
		scope === 'collection' ? { collectionId: scopeId } : { organisationId: scopeId },
	);
	return variant !== undefined;
}
