import type { ContentType } from '../content/content-types.ts';
import type { ItemOrganisation } from '../content/item.ts';
import type { WorkbenchLocals } from './locals.ts';
import type { Crumb } from './ui/types.ts';

interface ItemPlace {
	readonly type: ContentType | undefined;
	readonly organisation: ItemOrganisation;
	readonly collection: { readonly id: string; readonly title: string } | null;
}

/** Content type, owner, collection: each a list. */
export function placeCrumbs(
	{ type, organisation, collection }: ItemPlace,
	{ label }: Pick<WorkbenchLocals, 'label'>,
): readonly Crumb[] {
	if (!type) return [{ title: organisation.name }];
	return [
		{ title: label(type.titlePlural), url: type.route },
		{ title: organisation.name, url: `${type.route}?organisation=${organisation.slug}` },
		...(collection ? [{ title: collection.title, url: `${type.route}?collection=${collection.id}` }] : []),
	];
}
