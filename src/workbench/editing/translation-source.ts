import type { Revision, WorkingItem } from '../../content/item.ts';
import type { WorkbenchLocals } from '../locals.ts';

/** The text that a translation is made from. */
export interface TranslationSource {
	readonly revision: Revision;
	/** The revision of the source that the saved translation was made from; null for a new one. */
	readonly previous: number | null;
	/** The revision that the text in the form is a translation of, as far as its author says. */
	readonly chosen: number;
	/** True when the source was published anew since. */
	readonly outdated: boolean;
}

/** The published text of the source language, or its draft while nothing of it is published. */
export async function openSource(
	{ content, submission }: WorkbenchLocals,
	{ id, sourceLanguage, variants }: WorkingItem,
	language: string,
	newest: Revision | null,
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
	return {
		revision,
		previous,
		chosen: Number.isNaN(sent) ? (previous ?? revision.number) : sent,
		outdated: previous !== null && previous < revision.number,
	};
}
