import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { sameText, type DraftText } from '../draft-text.ts';
import type { Revision } from '../item.ts';
import { newestImportedRevisions, newestRevision } from '../revisions.ts';

/** `draft`: edited in the hub since, so that the file becomes a draft; `restored`: it lay in the recycle bin. */
export type ImportOutcome = 'created' | 'changed' | 'unchanged' | 'draft' | 'restored';

export interface VariantOutcome {
	readonly outcome: Exclude<ImportOutcome, 'restored'>;
	readonly newest: Revision | null;
}

/** What texts of a variant, oldest first, do to what is there of it. */
export async function variantOutcome(
	query: Kysely<Schema>,
	{ itemId, language }: { readonly itemId: string; readonly language: string },
	texts: readonly DraftText[],
): Promise<VariantOutcome> {
	const newest = await newestRevision(query, itemId, language);
	const last = texts.at(-1);
	if (!last) return { outcome: 'unchanged', newest };
	if (!newest) return { outcome: 'created', newest };
	const imported = await newestImportedRevisions(query, itemId, language, texts.length);
	const isKnown = texts.every((text, index) => {
		const before = imported[texts.length - 1 - index];
		return before !== undefined && sameText(before, text);
	});
	if (isKnown || sameText(newest, last)) return { outcome: 'unchanged', newest };
	return { outcome: imported[0]?.number === newest.number ? 'changed' : 'draft', newest };
}

/** Of an item, from what becomes of its variants. A new translation changes an item that was there before. */
export function itemOutcome(
	{ exists, isDeleted }: { readonly exists: boolean; readonly isDeleted: boolean },
	variants: readonly ImportOutcome[],
): ImportOutcome {
	if (isDeleted) return 'restored';
	if (!exists) return 'created';
	if (variants.includes('draft')) return 'draft';
	return variants.includes('changed') || variants.includes('created') ? 'changed' : 'unchanged';
}
