import type { Collection } from '../content/collections.ts';
import type { TreeNode, WorkbenchLocals } from './locals.ts';

const mostCollections = 1000;

/** The collections of the own organisation, for each content type. */
export async function collectionTrees({ content, person, label }: WorkbenchLocals) {
	const organisation = person?.organisation;
	if (!organisation) return [];
	const collections = await content.collections({
		organisationId: organisation.id,
		types: content.types.map(({ id }) => id),
		withEmpty: false,
		withTypes: true,
		limit: mostCollections,
	});
	const trees = content.types.map(({ id, titlePlural, route }) => ({
		title: `${label(titlePlural)} · ${organisation.name}`,
		nodes: toNodes(
			collections.filter(({ types }) => types?.includes(id)),
			route,
			null,
		),
	}));
	return trees.filter(({ nodes }) => nodes.length > 0);
}

/** A collection whose parent is not in the list stands at the top. */
function toNodes(collections: readonly Collection[], route: string, parentId: string | null): TreeNode[] {
	const isKnown = (id: string | null) => collections.some((collection) => collection.id === id);
	return collections
		.filter((collection) =>
			parentId === null ? !isKnown(collection.parentId) : collection.parentId === parentId,
		)
		.map(({ id, title }) => ({
			title,
			url: `${route}?collection=${id}`,
			children: toNodes(collections, route, id),
		}));
}
