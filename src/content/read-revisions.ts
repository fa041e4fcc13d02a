import { sql } from 'kysely';
import { systemActor } from '../access/actor.ts';
import { workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { notFound } from '../errors.ts';
import type { HistoryEntry, Revision } from './item.ts';
import type { Reader } from './reader.ts';
import { toRevision } from './revisions.ts';
import { hasVersion } from './version-readers.ts';

/** The newest revision of a variant; null for one that nobody has written yet. */
export async function readNewestRevision(
	database: Database,
	reader: Reader,
	id: string,
	language: string,
): Promise<Revision | null> {
	const row = await workingItems(database, reader, id)
		.innerJoin('revisions', 'revisions.item_id', 'items.id')
		.selectAll('revisions')
		.where('revisions.language', '=', language)
		.orderBy('revisions.number', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (row) return toRevision(row);
	await workingItems(database, reader, id).select('items.id').executeTakeFirstOrThrow(notFound);
	return null;
}

export async function readRevision(
	database: Database,
	reader: Reader,
	id: string,
	number: number,
): Promise<Revision> {
	const row = await workingItems(database, reader, id)
		.innerJoin('revisions', 'revisions.item_id', 'items.id')
		.selectAll('revisions')
		.where('revisions.number', '=', number)
		.executeTakeFirstOrThrow(notFound);
	return toRevision(row);
}

/**
 * All revisions, newest first.
 *
 * @param texts numbers of those that are wanted with their text: a long history of a long text is megabytes
 */
export async function readHistory(
	database: Database,
	reader: Reader,
	id: string,
	texts: readonly number[],
): Promise<readonly HistoryEntry[]> {
	const isWanted = sql<boolean>`revisions.number in (${sql.join([...texts, 0])})`;
	const rows = await workingItems(database, reader, id)
		.innerJoin('revisions', 'revisions.item_id', 'items.id')
		.select([
			'revisions.number',
			'revisions.language',
			'revisions.title',
			'revisions.based_on_revision',
			'revisions.major',
			'revisions.note',
			'revisions.restored_from',
			'revisions.author_id',
			'revisions.created_at',
		])
		.select((is) => [
			is.case().when(isWanted).then(is.ref('revisions.summary')).else('').end().as('summary'),
			is.case().when(isWanted).then(is.ref('revisions.body')).else('').end().as('body'),
			is.case().when(isWanted).then(is.ref('revisions.fields')).else('{}').end().as('fields'),
			hasVersion(systemActor('history'), 'items.id', 'revisions.number').as('has_readers'),
		])
		.orderBy('revisions.number', 'desc')
		.execute();
	if (rows.length === 0) throw notFound();
	return rows.map((row) => {
		const { summary, body, fields, ...entry } = toRevision(row);
		return {
			...entry,
			hasReaders: Boolean(row.has_readers),
			text: texts.includes(entry.number) ? { title: entry.title, summary, body, fields } : null,
		};
	});
}

function workingItems({ query }: Database, { actor, types }: Reader, id: string) {
	return query
		.selectFrom('items')
		.where('items.id', '=', id)
		.where('items.type', 'in', [...types, ''])
		.where(workingVisibleTo(actor, 'items.id', 'withDeleted'));
}
