import { visibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { notFound } from '../errors.ts';
import type { ContentTypes } from './content-types.ts';
import type { DraftText } from './draft-text.ts';
import { composeFields } from './fields-of-translation.ts';
import { readableSchema } from './fields.ts';
import { portableReferences } from './portable-references.ts';
import type { Reader } from './reader.ts';
import { hasVersion } from './version-readers.ts';

/** A text that readers had, as it was when it was published. */
export interface FormerText extends DraftText {
	readonly number: number;
	readonly language: string;
	readonly createdAt: number;
}

/**
 * Texts of an item that were published to the reader once and not taken back since, as far as they may read what is
 * published of it now: to see what has changed.
 *
 * @throws VerbundError `request.notFound`
 */
export async function readFormerTexts(
	database: Database,
	types: ContentTypes,
	reader: Reader,
	itemId: string,
	numbers: readonly number[],
): Promise<readonly FormerText[]> {
	const rows = await database.query
		.selectFrom('items')
		.innerJoin('revisions', 'revisions.item_id', 'items.id')
		.select([
			'items.type',
			'items.organisation_id',
			'revisions.number',
			'revisions.language',
			'revisions.title',
			'revisions.summary',
			'revisions.body',
			'revisions.fields',
			'revisions.created_at',
		])
		.where('items.id', '=', itemId)
		.where('items.type', 'in', [...reader.types, ''])
		.where('revisions.number', 'in', [...numbers, 0])
		.where(visibleTo(reader.actor, 'items.id'))
		.where(hasVersion(reader.actor, 'items.id', 'revisions.number'))
		.orderBy('revisions.number')
		.execute();
	const type = types.find(rows[0]?.type ?? '');
	if (!type) throw notFound();
	const texts: FormerText[] = [];
	for (const { organisation_id: ownerId, created_at: createdAt, fields, body, ...row } of rows) {
		const values = JSON.parse(fields);
		const readable = composeFields(readableSchema(type.fields), values, values);
		const portable = await portableReferences(database, reader, ownerId, [body, readable]);
		const { number, language, title, summary } = row;
		texts.push({ number, language, title, summary, createdAt, body: portable(body), fields: portable(readable) });
	}
	return texts;
}
