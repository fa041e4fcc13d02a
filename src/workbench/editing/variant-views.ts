import type { WorkingItem, WorkingVariant } from '../../content/item.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { ChipKind } from '../ui/types.ts';

export interface VariantView {
	readonly language: string;
	readonly title: string;
	readonly url: string;
	/** Null for a variant that nobody has written yet. */
	readonly state: { readonly text: string; readonly kind: ChipKind } | null;
	/** The source language has had a major revision since. */
	readonly isOutdated: boolean;
}

/** The source language first, then the others that exist, then those that do not. */
export function toVariantViews(item: WorkingItem, { content, t }: WorkbenchLocals): readonly VariantView[] {
	const variantOf = (language: string) => item.variants.find((variant) => variant.language === language);
	const rank = (language: string) => (language === item.sourceLanguage ? 0 : variantOf(language) ? 1 : 2);
	return content.languages
		.toSorted((a, b) => rank(a) - rank(b))
		.map((language) => {
			const variant = variantOf(language);
			return {
				language,
				title: t(`language.${language}`),
				url: `/content/${item.id}/edit?language=${language}`,
				state: variant ? stateOf(variant, t) : null,
				isOutdated: variant?.isOutdated ?? false,
			};
		});
}

function stateOf(
	{ state, draftRevision, publishedRevision }: WorkingVariant,
	t: WorkbenchLocals['t'],
): { readonly text: string; readonly kind: ChipKind } {
	if (state === 'inReview') return { text: t('state.inReview'), kind: 'accent' };
	if (publishedRevision === null) return { text: t('state.draft'), kind: 'neutral' };
	if (draftRevision !== null) return { text: t('state.changed'), kind: 'warning' };
	return { text: t('state.published'), kind: 'done' };
}
