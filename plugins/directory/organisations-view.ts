import type { TreeDataProvider, TreeNode } from 'verbund';
import type { Directory, OrganisationSites } from './directory.ts';

/** The organisations in the side bar, each with its sites. */
export function createOrganisationsView(directory: Directory): TreeDataProvider {
	return {
		async getNodes({ reader, path }) {
			const entries = await directory.listSites(reader.actor);
			return { nodes: entries.map((entry) => toNode(entry, path)) };
		},
	};
}

function toNode({ organisation, sites }: OrganisationSites, path: string): TreeNode {
	const url = `/directory/${organisation.slug}`;
	const open = path === url || path.startsWith(`${url}/`);
	return {
		title: organisation.name,
		url,
		open,
		current: path === url,
		children: (sites ?? []).map(({ slug, name }) => ({ title: name, url: `${url}#site-${slug}` })),
	};
}
