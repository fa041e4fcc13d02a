import type { PluginContext, TreeDataProvider, TreeNode } from 'verbund';
import { templateType } from './template-type.ts';

const mostCollections = 200;

/** All templates, those of one's own organisation, and its collections of them. At most one query. */
export function createCollectionsView({ content }: PluginContext): TreeDataProvider {
	return {
		async getNodes({ reader, t, can, path, organisationId: shown, collectionId, itemId }) {
			const { actor } = reader;
			const acting = actor.kind === 'person' ? actor.actingOrganisationId : null;
			const organisationId = shown ?? acting;
			const collections =
				// A template's own page has other things to ask the database.
				organisationId === null || itemId !== null
					? []
					: await content.collections.list(reader, {
							organisationId,
							types: [templateType],
							withEmpty: false,
							limit: mostCollections,
						});
			const nodes: TreeNode[] = [
				{
					title: t('templates.all'),
					url: '/templates',
					current: path === '/templates' && collectionId === null && itemId === null,
				},
				...(acting === null
					? []
					: [{ title: t('templates.ours'), url: '/templates/ours', current: path === '/templates/ours' }]),
				...collections.map(({ id, title }) => ({
					title,
					url: `/templates?collection=${id}`,
					current: id === collectionId && itemId === null,
				})),
			];
			return {
				nodes,
				...(can('content.write')
					? { action: { title: t('templates.uploadFile'), url: '/templates/upload' } }
					: {}),
			};
		},
	};
}
