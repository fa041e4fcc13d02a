import type { ContentType } from '../../content/content-types.ts';
import type { FieldValues } from '../../content/fields.ts';
import { followSource } from '../../content/fields-of-translation.ts';
import type { Revision, WorkingItem } from '../../content/item.ts';
import type { WorkbenchLocals } from '../locals.ts';

/** The text that a translation is made from. */
export interface TranslationSource {
	readonly revision: Revision;
	/** The revision of the source that the saved translation was made from; null for a new one. */
	readonly previous: number | null;
	/** The revision that the text in the form is a translation of. */
	readonly chosen: number;
	/** The source was published anew since, with whatever change. */
	readonly isNewer: boolean;
	/** It has had a major change since. */
	readonly isOutdated: boolean;
	/** The text in the form is being brought to the newer source. */
	readonly isAdapting: boolean;
	/** Values of the source that the form goes by, entry by entry. */
	readonly fields: FieldValues;
	/** The saved values of the translation, its lists as those of the newer source. */
	readonly followed: FieldValues;
	/** Its lists already are as those of the newer source. */
	readonly isFollowed: boolean;
}

interface OpenedVariant {
	readonly type: ContentType;
	readonly language: string;
	readonly newest: Revision | null;
	/** What an unsaved text of it was based on. */
	readonly unsavedBasis: number | null;
	/** From the address. */
	readonly wishesToAdapt: boolean;
}

/** The published text of the source language, or its draft while nothing of it is published. */
export async function openSource(
	{ content, submission }: WorkbenchLocals,
	{ id, sourceLanguage, variants }: WorkingItem,
	{ type, language, newest, unsavedBasis, wishesToAdapt }: OpenedVariant,
): Promise<TranslationSource | null> {
	if (language === sourceLanguage) return null;
	const published = variants.find((variant) => variant.language === sourceLanguage)?.publishedRevision;
	const revision =
		typeof published === 'number'
			? await content.revision(id, published)
			: await content.openVariant(id, sourceLanguage);
	if (!revision) return null;
	const sent = Number.parseInt(submission?.value('basedOnRevision') ?? '', 10);
	const previous = newest?.basedOnRevision ?? null;
	const isNewer = previous !== null && previous < revision.number;
	const wished = wishesToAdapt ? revision.number : (previous ?? revision.number);
	const chosen = Number.isNaN(sent) ? (unsavedBasis ?? wished) : sent;
	const isAdapting = isNewer && chosen === revision.number;
	const basis = isNewer ? await content.revision(id, previous) : revision;
	const saved = newest?.fields ?? {};
	const followed = isNewer ? followSource(type.fields, revision.fields, saved, basis.fields) : saved;
	return {
		revision,
		previous,
		chosen,
		isNewer,
		isOutdated: variants.some((variant) => variant.language === language && variant.isOutdated),
		isAdapting,
		fields: isNewer && !isAdapting ? basis.fields : revision.fields,
		followed,
		isFollowed: JSON.stringify(followed) === JSON.stringify(saved),
	};
}
