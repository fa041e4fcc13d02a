import { sql } from 'kysely';
import { visibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import type { ContentTypes } from './content-types.ts';
import { composeFields } from './fields-of-translation.ts';
import { fieldAddresses, markdownFields, readableSchema, type FieldValues } from './fields.ts';
import type { Reader } from './reader.ts';

/** One published variant, for work that goes through all texts. */
export interface PublishedText {
	readonly itemId: string;
	readonly type: string;
	readonly organisationId: string;
	readonly language: string;
	readonly fields: FieldValues;
	/** Its Markdown: the text and the fields that are Markdown. */
	readonly markdown: readonly string[];
	/** Values of fields that are addresses. */
	readonly addresses: readonly string[];
}

export interface PublishedTextsPage {
	/** Item before the first one; `''` for the very first. */
	readonly after: string;
	readonly items: number;
	/** No other items than these. */
	readonly among?: readonly string[];
}

/** Published variants of the items that follow an item, in the order of their ids. One query. */
export async function listPublishedTexts(
	{ query }: Database,
	types: ContentTypes,
	{ actor, types: readable }: Reader,
	{ after, items, among }: PublishedTextsPage,
): Promise<readonly PublishedText[]> {
	const rows = await query
		.selectFrom('items')
		.innerJoin('item_variants', 'item_variants.item_id', 'items.id')
		.innerJoin('revisions', (join) =>
			join
				.onRef('revisions.item_id', '=', 'items.id')
				.onRef('revisions.number', '=', 'item_variants.published_revision'),
		)
		.leftJoin('item_variants as source', (join) =>
			join.onRef('source.item_id', '=', 'items.id').onRef('source.language', '=', 'items.source_language'),
		)
		.leftJoin('revisions as shared', (join) =>
			join.onRef('shared.item_id', '=', 'items.id').onRef('shared.number', '=', 'source.published_revision'),
		)
		.select([
			'items.id',
			'items.type',
			'items.organisation_id',
			'revisions.language',
			'revisions.body',
			'revisions.fields',
			'shared.fields as shared_fields',
		])
		.where('items.id', 'in', (next) =>
			next
				.selectFrom('items as batch')
				.select('batch.id')
				.where('batch.id', '>', after)
				.where('batch.type', 'in', [...readable, ''])
				.$if(among !== undefined, (batch) => batch.where('batch.id', 'in', [...(among ?? []), '']))
				.where(sql<boolean>`${visibleTo(actor, 'batch.id')}`)
				.orderBy('batch.id')
				.limit(items),
		)
		.orderBy('items.id')
		.execute();
	return rows.flatMap((row) => {
		const type = types.find(row.type);
		if (!type) return [];
		const schema = readableSchema(type.fields);
		const shared = row.shared_fields === null ? {} : JSON.parse(row.shared_fields);
		const fields = composeFields(schema, shared, JSON.parse(row.fields));
		return [
			{
				itemId: row.id,
				type: row.type,
				organisationId: row.organisation_id,
				language: row.language,
				fields,
				markdown: [row.body, ...markdownFields(schema, fields).values()],
				addresses: fieldAddresses(schema, fields),
			},
		];
	});
}
