import type { Collection, PluginContext, TreeDataProvider, TreeNode, ViewRequest } from 'verbund';
import { documentType } from './document-type.ts';

const mostCollections = 200;

/** The organisation's collections with documents in the side bar, and below them what else the area has. One query. */
export function createCollectionsView({ content }: PluginContext): TreeDataProvider {
	return {
		async getNodes(request) {
			const { reader, t, can, path } = request;
			const organisationId = request.organisationId ?? actingOrganisation(request);
			const collections =
				organisationId === null
					? []
					: await content.collections.list(reader, {
							organisationId,
							types: [documentType],
							withEmpty: can('content.write', { organisationId }),
							limit: mostCollections,
						});
			const further = [
				{
					title: t('documents.all'),
					url: '/documents',
					current: path === '/documents' && !request.collectionId,
				},
				...(request.reader.actor.kind === 'anonymous'
					? []
					: [
							{
								title: t('documents.sources'),
								url: '/documents/sources',
								current: path.startsWith('/documents/sources'),
							},
						]),
				{ title: t('documents.links'), url: '/document-links', current: path === '/document-links' },
				...(can('documents.manageSystems')
					? [
							{
								title: t('documents.systems'),
								url: '/document-links/systems',
								current: path === '/document-links/systems',
							},
						]
					: []),
			];
			return {
				nodes: [...toNodes(collections, request, null), ...further],
				...(can('content.write')
					? { action: { title: t('documents.uploadFiles'), url: '/documents/upload' } }
					: {}),
			};
		},
	};
}

function toNodes(
	collections: readonly Collection[],
	request: ViewRequest,
	parent: string | null,
): TreeNode[] {
	const isTop = ({ parentId }: Collection) => !collections.some(({ id }) => id === parentId);
	return collections
		.filter((collection) => (parent === null ? isTop(collection) : collection.parentId === parent))
		.map(({ id, title }) => {
			const children = toNodes(collections, request, id);
			const isHere = id === request.collectionId;
			return {
				title,
				url: `/documents?collection=${id}`,
				open: isHere || children.some((child) => child.open),
				current: isHere && request.itemId === null,
				children,
			};
		});
}

function actingOrganisation({ reader: { actor } }: ViewRequest): string | null {
	return actor.kind === 'person' ? actor.actingOrganisationId : null;
}
