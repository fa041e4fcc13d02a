import { sql } from 'kysely';
import { visibleTo, workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { notFound } from '../errors.ts';
import type { ContentTypes } from './content-types.ts';
import type { DraftText } from './draft-text.ts';
import { composeFields } from './fields-of-translation.ts';
import { readableSchema } from './fields.ts';
import { portableReferences } from './portable-references.ts';
import type { Reader } from './reader.ts';

/** The published text of one variant as its author wrote it. */
export interface ItemSource extends DraftText {
	readonly itemId: string;
	readonly type: string;
	readonly organisationId: string;
	readonly collectionId: string | null;
	readonly language: string;
	readonly revision: number;
}

interface SourceRow {
	readonly type: string;
	readonly organisation_id: string;
	readonly collection_id: string | null;
	readonly revision: number;
	readonly title: string;
	readonly summary: string;
	readonly body: string;
	readonly fields: string;
	readonly shared_fields: string | null;
	readonly basis_fields: string | null;
	/** 1 where the reader works on it. */
	readonly works: number;
}

/**
 * Markdown and fields of what is published, for whoever may read it: to copy, compare or take over. References to
 * other items are by id, and those that the reader may not follow are only their labels. Fields for authors only are
 * among them for whoever works on the item.
 *
 * @param secrets `handed` to a caller that answers for what becomes of those fields
 * @throws VerbundError `request.notFound`
 */
export async function readSource(
	database: Database,
	contentTypes: ContentTypes,
	reader: Reader,
	itemId: string,
	language: string,
	secrets: 'kept' | 'handed' = 'kept',
): Promise<ItemSource> {
	const { rows } = await sql<SourceRow>`select items.type, items.organisation_id, items.collection_id,
			revisions.number as revision, revisions.title, revisions.summary, revisions.body, revisions.fields,
			shared.fields as shared_fields, basis.fields as basis_fields,
			case when ${workingVisibleTo(reader.actor, 'items.id')} then 1 else 0 end as works
		from items
		join item_variants variant on variant.item_id = items.id and variant.language = ${language}
		join revisions on revisions.item_id = items.id and revisions.number = variant.published_revision
		left join item_variants source on source.item_id = items.id and source.language = items.source_language
		left join revisions shared on shared.item_id = items.id and shared.number = source.published_revision
		left join revisions basis on basis.item_id = items.id and basis.number = revisions.based_on_revision
			and basis.number <> source.published_revision
		where items.id = ${itemId} and items.type in (${sql.join([...reader.types, ''])})
			and ${visibleTo(reader.actor, 'items.id')}`.execute(database.query);
	const [row] = rows;
	const type = row && contentTypes.find(row.type);
	if (!row || !type) throw notFound();
	const isWhole = secrets === 'handed' || Number(row.works) === 1;
	const fields = composeFields(
		isWhole ? type.fields : readableSchema(type.fields),
		row.shared_fields === null ? {} : JSON.parse(row.shared_fields),
		JSON.parse(row.fields),
		row.basis_fields === null ? undefined : JSON.parse(row.basis_fields),
	);
	const portable = await portableReferences(database, reader, row.organisation_id, [row.body, fields]);
	return {
		itemId,
		type: row.type,
		organisationId: row.organisation_id,
		collectionId: row.collection_id,
		language,
		revision: row.revision,
		title: row.title,
		summary: row.summary,
		body: portable(row.body),
		fields: portable(fields),
	};
}
