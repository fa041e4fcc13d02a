import type { Collection, ListedItem, PluginContext, TreeDataProvider, TreeNode, ViewRequest } from 'verbund';
import { type } from './procedure-type.ts';

/** So many are read; a tree with more is no help. */
const readCollections = 500;
const mostCollections = 60;
const mostItems = 60;

/** The organisation's collections in the side bar, with the procedures of the one that is open. At most two queries. */
export function createCollectionsView({ content }: PluginContext): TreeDataProvider {
	return {
		async getNodes(request) {
			const { reader, collectionId, can } = request;
			const organisationId = request.organisationId ?? actingOrganisation(request);
			if (organisationId === null) return { nodes: [] };
			const writes = can('content.write', { organisationId });
			const found = await content.collections.list(reader, {
				organisationId,
				types: [type],
				withEmpty: writes,
				limit: readCollections,
			});
			if (request.path === '/') return wayIn(found, request);
			const items = await content.list(reader, {
				types: [type],
				organisationId,
				collectionId: collectionId ?? null,
				order: 'title',
				limit: mostItems + 1,
			});
			const collections = shownOf(found, collectionId);
			return {
				nodes: [
					...toNodes(collections, items, request, null),
					...(collectionId ? [] : toLeaves(items, request)),
					...(found.length > collections.length
						? [{ title: request.t('procedures.moreCollections'), url: '/more' }]
						: []),
				],
				...(writes
					? { action: { title: request.t('procedures.new'), url: `/content/new?type=${type}` } }
					: {}),
			};
		},
	};
}

/** What the home page shows: the collections, or where all is. */
function wayIn(found: readonly Collection[], request: ViewRequest): { nodes: readonly TreeNode[] } {
	const nodes = toNodes(found.slice(0, mostCollections), [], request, null);
	return { nodes: nodes.length > 0 ? nodes : [{ title: request.t('procedures.all'), url: '/procedures' }] };
}

/** The first of them, and the open one with those it lies in, wherever they stand. */
function shownOf(found: readonly Collection[], openId: string | null): readonly Collection[] {
	const path: (string | null)[] = [];
	for (let id = openId; id !== null && !path.includes(id);) {
		path.push(id);
		id = found.find((collection) => collection.id === id)?.parentId ?? null;
	}
	return found.filter(({ id }, index) => index < mostCollections || path.includes(id));
}

/** A collection whose parent is not in the list stands at the top. */
function toNodes(
	collections: readonly Collection[],
	items: readonly ListedItem[],
	request: ViewRequest,
	parent: string | null,
): TreeNode[] {
	const isTop = ({ parentId }: Collection) => !collections.some(({ id }) => id === parentId);
	return collections
		.filter((collection) => (parent === null ? isTop(collection) : collection.parentId === parent))
		.map(({ id, title }) => {
			const children = [
				...toNodes(collections, items, request, id),
				...(id === request.collectionId ? toLeaves(items, request, id) : []),
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

function toLeaves(
	items: readonly ListedItem[],
	{ itemId, t }: ViewRequest,
	collectionId?: string,
): TreeNode[] {
	const leaves = items
		.slice(0, mostItems)
		.map(({ id, title, url, language }) => ({ title, url, language, current: id === itemId }));
	if (items.length <= mostItems) return leaves;
	const list = collectionId === undefined ? '' : `?collection=${collectionId}`;
	return [...leaves, { title: t('procedures.moreItems'), url: `/procedures${list}` }];
}

function actingOrganisation({ reader: { actor } }: ViewRequest): string | null {
	return actor.kind === 'person' ? actor.actingOrganisationId : null;
}
