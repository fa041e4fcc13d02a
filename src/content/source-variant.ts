import type { JoinBuilder } from 'kysely';
import type { Schema } from '../database/schema.ts';

/** The variant in the language that an item was written in first: `.innerJoin('item_variants', isSourceVariant)`. */
export function isSourceVariant(join: JoinBuilder<Schema, 'items' | 'item_variants'>) {
	return join
		.onRef('item_variants.item_id', '=', 'items.id')
		.onRef('item_variants.language', '=', 'items.source_language');
}
