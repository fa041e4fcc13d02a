import type { Collection, ListedItem, PluginContext, TreeDataProvider, TreeNode, ViewRequest } from 'verbund';
import { type } from './procedure-type.ts';

const mostCollections = 60;
const mostItems = 60;

/** The organisation's collections in the side bar, with the procedures of the one that is open. Two queries. */
export function createCollectionsView({ content }: PluginContext): TreeDataProvider {
	return {
		async getNodes(request) {
			const { reader, collectionId, can } = request;
			const organisationId = request.organisationId ?? actingOrganisation(request);
			if (organisationId === null) return { nodes: [] };
			const writes = can('content.write', { organisationId });
			const collections = await content.collections.list(reader, {
				organisationId,
				types: [type],
				withEmpty: writes,
				limit: mostCollections,
			});
			const items = await content.list(reader, {
				types: [type],
				organisationId,
				collectionId: collectionId ?? null,
				order: 'title',
				limit: mostItems,
			});
			return {
				nodes: [
					...toNodes(collections, items, request, null),
					...(collectionId ? [] : items.map((item) => toLeaf(item, request))),
				],
				...(writes
					? { action: { title: request.t('procedures.new'), url: `/content/new?type=${type}` } }
					: {}),
			};
		},
	};
}

function toNodes(
	collections: readonly Collection[],
	items: readonly ListedItem[],
	request: ViewRequest,
	parentId: string | null,
): TreeNode[] {
	return collections
		.filter((collection) => collection.parentId === parentId)
		.map(({ id, title }) => {
			const children = [
				...toNodes(collections, items, request, id),
				...(id === request.collectionId ? items.map((item) => toLeaf(item, request)) : []),
			];
			const open = id === request.collectionId || children.some((child) => child.open);
			return {
				title,
				url: `/procedures?collection=${id}`,
				open,
				current: open && request.itemId === null && id === request.collectionId,
				children,
			};
		});
}

function toLeaf({ id, title, url, language }: ListedItem, { itemId }: ViewRequest): TreeNode {
	return { title, url, language, current: id === itemId };
}

function actingOrganisation({ reader: { actor } }: ViewRequest): string | null {
	return actor.kind === 'person' ? actor.actingOrganisationId : null;
}
