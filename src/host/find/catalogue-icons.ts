import type { CatalogueType } from '../../search/catalogue/catalogue-sources.ts';

/** Lucide names for what is found besides texts. */
export const catalogueIcons: Readonly<Record<CatalogueType, string>> = {
	person: 'user-round',
	organisation: 'building-2',
	collection: 'folder',
	file: 'paperclip',
};
