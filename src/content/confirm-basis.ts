import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import { VerbundError, notFound } from '../errors.ts';
import type { FieldSchema, FieldValues } from './fields.ts';
import { followSource } from './fields-of-translation.ts';
import { touchItem } from './item-rows.ts';
import { findRevision } from './revisions.ts';

interface ConfirmedBasis {
	readonly itemId: string;
	readonly language: string;
	/** Published, of the source language. */
	readonly sourceRevision: number;
	readonly schema: FieldSchema;
}

/**
 * Notes that the texts of a variant say what this revision of the source language says. The texts stay as they are,
 * so nothing is published by it and no revision is made.
 *
 * @throws VerbundError `request.notFound` for a revision that readers of the source language never saw,
 * `content.translationDiffers` where lists have other entries now, or in another order
 */
export async function confirmBasis(
	transaction: Kysely<Schema>,
	{ itemId, language, sourceRevision, schema }: ConfirmedBasis,
): Promise<void> {
	const source = await transaction
		.selectFrom('items')
		.innerJoin('item_variants', (join) =>
			join
				.onRef('item_variants.item_id', '=', 'items.id')
				.onRef('item_variants.language', '=', 'items.source_language'),
		)
		.innerJoin('revisions', (join) =>
			join
				.onRef('revisions.item_id', '=', 'items.id')
				.onRef('revisions.language', '=', 'items.source_language')
				.onRef('revisions.number', '<=', 'item_variants.published_revision'),
		)
		.select('revisions.fields')
		.where('items.id', '=', itemId)
		.where('items.source_language', '!=', language)
		.where('revisions.number', '=', sourceRevision)
		.executeTakeFirstOrThrow(notFound);
	const variant = await transaction
		.selectFrom('item_variants')
		.select(['draft_revision', 'published_revision'])
		.where('item_id', '=', itemId)
		.where('language', '=', language)
		.executeTakeFirstOrThrow(notFound);
	for (const number of new Set([variant.published_revision, variant.draft_revision])) {
		const revision = number === null ? null : await findRevision(transaction, itemId, number);
		if (!revision || (revision.basedOnRevision ?? 0) >= sourceRevision) continue;
		const basis = await findRevision(transaction, itemId, revision.basedOnRevision ?? 0);
		requireSameEntries(schema, JSON.parse(source.fields), revision.fields, basis?.fields);
		await transaction
			.updateTable('revisions')
			.set({ based_on_revision: sourceRevision })
			.where('item_id', '=', itemId)
			.where('number', '=', revision.number)
			.execute();
	}
	await touchItem(transaction, itemId);
}

/** Entries of a list go by their place: a step in Leichte Sprache must not get the deadline of another one. */
function requireSameEntries(
	schema: FieldSchema,
	source: FieldValues,
	variant: FieldValues,
	basis: FieldValues | undefined,
): void {
	if (!basis) return;
	const followed = followSource(schema, source, variant, basis);
	if (JSON.stringify(followed) !== JSON.stringify(variant)) throw new VerbundError('content.translationDiffers');
}
