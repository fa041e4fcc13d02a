import type { Kysely } from 'kysely';
import type { Actor } from '../access/actor.ts';
import type { Schema } from '../database/schema.ts';
import { VerbundError, notFound } from '../errors.ts';
import type { DraftText } from './draft-text.ts';
import type { Revision } from './item.ts';

export interface NewRevision extends DraftText {
	readonly itemId: string;
	readonly language: string;
	/** Newest revision of this variant that the writer knew; 0 for a new variant. */
	readonly expectedRevision: number;
	readonly basedOnRevision: number | null;
	readonly major: boolean;
	readonly note: string;
	readonly origin: 'written' | 'imported' | 'restored';
	/** The revision whose text it is again. */
	readonly restoredFrom?: number;
}

/**
 * Adds a revision as the variant's draft and answers its number.
 *
 * @throws VerbundError `content.conflict` if someone else saved this variant in the meantime
 */
export async function addRevision(transaction: Kysely<Schema>, actor: Actor, revision: NewRevision): Promise<number> {
	const { itemId, language, expectedRevision } = revision;
	const newest = await newestRevision(transaction, itemId, language);
	if ((newest?.number ?? 0) !== expectedRevision) {
		throw new VerbundError('content.conflict', {
			values: { title: newest?.title ?? revision.title, revision: newest?.number ?? 0 },
		});
	}
	const item = await transaction
		.updateTable('items')
		.set((is) => ({ last_revision: is('last_revision', '+', 1), updated_at: Date.now() }))
		.where('id', '=', itemId)
		.returning('last_revision as number')
		.executeTakeFirstOrThrow(notFound);
	await transaction
		.insertInto('revisions')
		.values({
			item_id: itemId,
			number: item.number,
			language,
			title: revision.title,
			summary: revision.summary,
			body: revision.body,
			fields: JSON.stringify(revision.fields),
			based_on_revision: revision.basedOnRevision,
			major: revision.major ? 1 : 0,
			note: revision.note,
			origin: revision.origin,
			restored_from: revision.restoredFrom ?? null,
			author_id: actor.kind === 'person' ? actor.personId : null,
			created_at: Date.now(),
		})
		.execute();
	await transaction
		.insertInto('item_variants')
		.values({
			item_id: itemId,
			language,
			state: 'draft',
			draft_revision: item.number,
			title: revision.title,
			summary: revision.summary,
		})
		.onConflict((conflict) => conflict.columns(['item_id', 'language']).doUpdateSet({ draft_revision: item.number }))
		.execute();
	await showDraftTitle(transaction, itemId, language, revision);
	return item.number;
}

/** Newest revision of a variant, published or not. */
export async function newestRevision(
	database: Kysely<Schema>,
	itemId: string,
	language: string,
): Promise<Revision | null> {
	const row = await database
		.selectFrom('revisions')
		.selectAll()
		.where('item_id', '=', itemId)
		.where('language', '=', language)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row ? toRevision(row) : null;
}

/** What imports brought last, newest first, whatever was written since. */
export async function newestImportedRevisions(
	database: Kysely<Schema>,
	itemId: string,
	language: string,
	count: number,
): Promise<readonly Revision[]> {
	const rows = await database
		.selectFrom('revisions')
		.selectAll()
		.where('item_id', '=', itemId)
		.where('language', '=', language)
		.where('origin', '=', 'imported')
		.orderBy('number', 'desc')
		.limit(count)
		.execute();
	return rows.map(toRevision);
}

export async function findRevision(database: Kysely<Schema>, itemId: string, number: number): Promise<Revision | null> {
	const row = await database
		.selectFrom('revisions')
		.selectAll()
		.where('item_id', '=', itemId)
		.where('number', '=', number)
		.executeTakeFirst();
	return row ? toRevision(row) : null;
}

export function toRevision(row: {
	number: number;
	language: string;
	title: string;
	summary: string;
	body: string;
	fields: string;
	based_on_revision: number | null;
	major: number;
	note: string;
	restored_from: number | null;
	author_id: string | null;
	created_at: number;
}): Revision {
	return {
		number: row.number,
		language: row.language,
		title: row.title,
		summary: row.summary,
		body: row.body,
		fields: JSON.parse(row.fields),
		basedOnRevision: row.based_on_revision,
		major: row.major === 1,
		note: row.note,
		restoredFrom: row.restored_from,
		authorId: row.author_id,
		createdAt: row.created_at,
	};
}

/** Lists show the draft's title only while nothing of the variant is published. */
async function showDraftTitle(
	transaction: Kysely<Schema>,
	itemId: string,
	language: string,
	{ title, summary }: DraftText,
): Promise<void> {
	await transaction
		.updateTable('item_variants')
		.set({ title, summary })
		.where('item_id', '=', itemId)
		.where('language', '=', language)
		.where('published_revision', 'is', null)
		.execute();
}
