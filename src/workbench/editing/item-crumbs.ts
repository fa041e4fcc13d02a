import type { ContentType } from '../../content/content-types.ts';
import type { WorkingItem } from '../../content/item.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { Crumb } from '../ui/types.ts';

/** Where an item stands, for the pages of those who work on it. */
export function itemCrumbs(
	item: WorkingItem,
	type: ContentType,
	title: string,
	{ label }: WorkbenchLocals,
): readonly Crumb[] {
	return [
		{ title: label(type.titlePlural), url: type.route },
		{ title: item.organisation.name, url: `${type.route}?organisation=${item.organisation.slug}` },
		...(item.collectionTitle === null
			? []
			: [{ title: item.collectionTitle, url: `${type.route}?collection=${item.collectionId}` }]),
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
