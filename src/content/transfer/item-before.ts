import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../../database/schema.ts';
import { readAudience } from '../audience.ts';

/** How an item stood before an import changed it. */
export const itemBefore = z.object({
	variants: z.array(
		z.object({
			language: z.string(),
			/** Numbers of revisions. */
			newest: z.number(),
			published: z.number().nullable(),
		}),
	),
	tags: z.array(z.string()),
	reviewDueAt: z.number().nullable(),
	checkedAt: z.number().nullable(),
	audience: z.array(z.string()),
});

export type ItemBefore = z.infer<typeof itemBefore>;

export async function readItemBefore(transaction: Kysely<Schema>, itemId: string): Promise<ItemBefore> {
	const item = await transaction
		.selectFrom('items')
		.select(['review_due_at', 'checked_at'])
		.where('id', '=', itemId)
		.executeTakeFirstOrThrow();
	const variants = await transaction
		.selectFrom('item_variants')
		.innerJoin('revisions', (join) =>
			join
				.onRef('revisions.item_id', '=', 'item_variants.item_id')
				.onRef('revisions.language', '=', 'item_variants.language'),
		)
		.select(({ fn }) => [
			'item_variants.language',
			'item_variants.published_revision as published',
			fn.max('revisions.number').as('newest'),
		])
		.where('item_variants.item_id', '=', itemId)
		.groupBy(['item_variants.language', 'item_variants.published_revision'])
		.execute();
	const tags = await transaction.selectFrom('item_tags').select('tag').where('item_id', '=', itemId).execute();
	return {
		variants: variants.map(({ language, newest, published }) => ({ language, newest, published })),
		tags: tags.map(({ tag }) => tag),
		reviewDueAt: item.review_due_at,
		checkedAt: item.checked_at,
		audience: await readAudience(transaction, itemId),
	};
}
