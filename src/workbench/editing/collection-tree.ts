import type { Collection } from '../../content/collections.ts';
import type { OrganisationBadge, WorkbenchLocals } from '../locals.ts';
import type { SelectOption } from '../ui/types.ts';
import { chooseOrganisation, toCollectionOptions } from '../ui/editing/choose-place.ts';

export interface CollectionNode extends Collection {
	readonly children: readonly CollectionNode[];
}

export interface CollectionsPage {
	readonly organisations: readonly OrganisationBadge[];
	readonly organisationId: string;
	readonly tree: readonly CollectionNode[];
	/** Places for a new collection. */
	readonly parents: readonly SelectOption[];
	readonly mayRemove: boolean;
}

export async function openCollections(
	locals: WorkbenchLocals,
	parameters: URLSearchParams,
): Promise<CollectionsPage> {
	const { content, can, t } = locals;
	const { organisation, organisations } = chooseOrganisation(locals, [parameters.get('organisation')]);
	const collections = await content.collections({
		organisationId: organisation.id,
		types: [],
		withEmpty: true,
		limit: 1000,
	});
	return {
		organisations,
		organisationId: organisation.id,
		tree: toTree(collections, null),
		parents: [{ value: '', title: t('collections.top') }, ...toCollectionOptions(collections)],
		mayRemove: can('content.delete', { organisationId: organisation.id }),
	};
}

function toTree(collections: readonly Collection[], parentId: string | null): readonly CollectionNode[] {
	return collections
		.filter((collection) => collection.parentId === parentId)
		.map((collection) => ({ ...collection, children: toTree(collections, collection.id) }));
}
