import type { Database } from '../../database/database.ts';
import { workingVisibleTo } from '../../access/visible-to.ts';
import { notFound } from '../../errors.ts';
import { itemUrl, type ContentTypes } from '../content-types.ts';
import type { WorkingItem, WorkingVariant } from '../item.ts';
import type { Reader } from '../reader.ts';
import { filesIn } from './file-fields.ts';

/** A revision that brought another file than the one before it. */
export interface FileRevision {
	readonly revision: number;
	readonly language: string;
	readonly fileId: string;
	readonly note: string;
	readonly authorId: string | null;
	readonly createdAt: number;
	/** The revision that it put back. */
	readonly restoredFrom: number | null;
	/** Readers of the variant get it. */
	readonly isPublished: boolean;
}

/** An item by its files, as those see it who work on it. */
export interface FileHistory {
	readonly item: Pick<
		WorkingItem,
		'id' | 'url' | 'sourceLanguage' | 'collectionId' | 'deletedAt'
	> & {
		readonly organisationId: string;
		readonly variants: readonly Pick<WorkingVariant, 'language' | 'title' | 'draftRevision' | 'publishedRevision'>[];
	};
	/** Newest first. */
	readonly revisions: readonly FileRevision[];
}

/**
 * One query.
 *
 * @throws VerbundError `request.notFound` for what is not there and for what the reader does not work on
 */
export async function listVersions(
	database: Database,
	types: ContentTypes,
	reader: Reader,
	itemId: string,
): Promise<FileHistory> {
	const rows = await database.query
		.selectFrom('items')
		.innerJoin('organisations', 'organisations.id', 'items.organisation_id')
		.innerJoin('revisions', 'revisions.item_id', 'items.id')
		.innerJoin('item_variants', (join) =>
			join
				.onRef('item_variants.item_id', '=', 'items.id')
				.onRef('item_variants.language', '=', 'revisions.language'),
		)
		.select([
			'items.type',
			'items.slug',
			'items.organisation_id',
			'items.collection_id',
			'items.source_language',
			'items.deleted_at',
			'organisations.slug as organisation_slug',
			'item_variants.title',
			'item_variants.draft_revision',
			'revisions.number',
			'revisions.language',
			'revisions.note',
			'revisions.author_id',
			'revisions.created_at',
			'revisions.restored_from',
			'revisions.fields',
			'item_variants.published_revision',
		])
		.where('items.id', '=', itemId)
		.where('items.type', 'in', [...reader.types, ''])
		.where(workingVisibleTo(reader.actor, 'items.id', 'withDeleted'))
		.orderBy('revisions.number')
		.execute();
	const [first] = rows;
	const type = first && types.find(first.type);
	if (!first || !type) throw notFound();
	const found: FileRevision[] = [];
	for (const row of rows) {
		const [fileId] = filesIn(type.fields, JSON.parse(row.fields));
		const before = found.findLast(({ language }) => language === row.language);
		const isShown = row.number === row.published_revision;
		if (fileId === undefined) continue;
		if (before?.fileId === fileId) {
			// The text was changed, and the file stayed.
			if (isShown) found[found.indexOf(before)] = { ...before, isPublished: true };
			continue;
		}
		found.push({
			revision: row.number,
			language: row.language,
			fileId,
			note: row.note,
			authorId: row.author_id,
			createdAt: row.created_at,
			restoredFrom: row.restored_from,
			isPublished: isShown,
		});
	}
	const variants = new Map(
		rows.map((row) => [
			row.language,
			{
				language: row.language,
				title: row.title,
				draftRevision: row.draft_revision,
				publishedRevision: row.published_revision,
			},
		]),
	);
	return {
		item: {
			id: itemId,
			url: itemUrl(type, first.organisation_slug, first.slug),
			organisationId: first.organisation_id,
			collectionId: first.collection_id,
			sourceLanguage: first.source_language,
			deletedAt: first.deleted_at,
			variants: [...variants.values()],
		},
		revisions: found.reverse(),
	};
}
