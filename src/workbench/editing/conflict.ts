import type { ContentType } from '../../content/content-types.ts';
import type { DraftText } from '../../content/draft-text.ts';
import type { Revision } from '../../content/item.ts';
import type { WorkingCopy } from '../../content/working-copies.ts';
import type { Submission, WorkbenchLocals } from '../locals.ts';
import type { Comparison } from '../comparison/compare-revisions.ts';
import { compareStored } from '../comparison/compare-stored.ts';
import { comparisonWords } from '../comparison/comparison-words.ts';
import { mergeTexts, type Merge, type MergeChoice } from './three-way-merge.ts';

/** Another text of this variant was written while the one in the form was. */
export type Conflict = RevisionConflict | WindowConflict;

interface TwoTexts {
	readonly theirs: DraftText;
	/** Milliseconds since 1970 of the other text. */
	readonly at: number;
	/** From the other text to the own one. */
	readonly differences: Comparison;
	readonly merge: Merge;
}

/** Someone else saved it. */
interface RevisionConflict extends TwoTexts {
	readonly kind: 'revision';
	readonly revision: number;
	/** Name of who saved it, as far as the reader may see them. */
	readonly author: string | null;
}

/** The person wrote it in another window. */
interface WindowConflict extends TwoTexts {
	readonly kind: 'window';
}

export const emptyText: DraftText = { title: '', summary: '', body: '', fields: {} };

/** Both texts brought together, or the own one in place of the other. */
export type Settlement = 'merge' | 'mine';

interface Written {
	readonly itemId: string;
	readonly organisationId: string;
	/** The revision that the own text was written upon; 0 for none. */
	readonly base: number;
	readonly mine: DraftText;
}

export async function openRevisionConflict(
	locals: WorkbenchLocals,
	type: ContentType,
	newest: Revision,
	{ base, mine, ...item }: Written,
): Promise<Conflict> {
	const common = await commonText(locals, item.itemId, base);
	const names = await locals.content.names(newest.authorId === null ? [] : [newest.authorId]);
	return {
		kind: 'revision',
		revision: newest.number,
		author: names.get(newest.authorId ?? '') ?? null,
		at: newest.createdAt,
		theirs: newest,
		...(await compareBoth(locals, type, item, { base: common, mine, theirs: newest })),
	};
}

export async function openWindowConflict(
	locals: WorkbenchLocals,
	type: ContentType,
	copy: WorkingCopy,
	{ base, mine, ...item }: Written,
): Promise<Conflict> {
	const common = await commonText(locals, item.itemId, Math.min(base, copy.expectedRevision));
	return {
		kind: 'window',
		at: copy.savedAt,
		theirs: copy,
		...(await compareBoth(locals, type, item, { base: common, mine, theirs: copy })),
	};
}

export function settlementOf(submission: Submission | null): Settlement | null {
	const asked = submission?.value('_preview');
	return asked === 'merge' || asked === 'mine' ? asked : null;
}

export function choiceOf(submission: Submission | null, name: string): MergeChoice {
	const choice = submission?.value(`_merge.${name}`);
	return choice === 'theirs' || choice === 'both' ? choice : 'mine';
}

async function compareBoth(
	locals: WorkbenchLocals,
	{ fields: schema }: ContentType,
	{ itemId, organisationId }: Omit<Written, 'base' | 'mine'>,
	texts: { readonly base: DraftText; readonly mine: DraftText; readonly theirs: DraftText },
): Promise<Pick<TwoTexts, 'differences' | 'merge'>> {
	const compared = { id: itemId, organisationId, schema };
	return {
		differences: await compareStored(locals, compared, texts.theirs, texts.mine),
		merge: mergeTexts(texts, schema, comparisonWords(locals)),
	};
}

async function commonText({ content }: WorkbenchLocals, itemId: string, base: number): Promise<DraftText> {
	return base === 0 ? emptyText : content.revision(itemId, base);
}
