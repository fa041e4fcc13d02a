import type { ContentType } from '../../content/content-types.ts';
import type { WorkingItem } from '../../content/item.ts';
import type { WorkbenchLocals } from '../locals.ts';
import { placeCrumbs } from '../place-crumbs.ts';
import type { Crumb } from '../ui/types.ts';

/** Where an item stands, for the pages of those who work on it. */
export function itemCrumbs(
	item: WorkingItem,
	type: ContentType,
	title: string,
	{ label }: WorkbenchLocals,
): readonly Crumb[] {
	const { collectionId: id, collectionTitle, organisation } = item;
	const collection = id === null ? null : { id, title: collectionTitle ?? '' };
	return [
		...placeCrumbs({ type, organisation, collection }, { label }),
		{
			title,
			language: item.sourceLanguage,
			...(item.publishedAt === null || item.archivedAt !== null || item.deletedAt !== null
				? {}
				: { url: item.url }),
		},
	];
}

/** The title in the source language, as far as there is one. */
export function titleOf({ variants, sourceLanguage }: WorkingItem): string {
	return (variants.find(({ language }) => language === sourceLanguage) ?? variants[0])?.title ?? '';
}
