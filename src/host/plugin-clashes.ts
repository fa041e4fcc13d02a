import type { DiscoveredPlugin } from './discover-plugins.ts';
import { corePageRoutes } from './page-routes.ts';

/** What a plugin brings that one before it, or the core, has brought already. */
export function clashes(plugin: DiscoveredPlugin, before: readonly DiscoveredPlugin[]): string[] {
	const namesake = before.find(({ id }) => id === plugin.id);
	if (namesake) return [`package.json: name: another plugin is already called ${plugin.id}`];
	const taken = before.flatMap((other) =>
		claims(other).map((claim) => ({ ...claim, by: `plugin ${other.id}` })),
	);
	const core = corePageRoutes.map(({ route }) => ({
		field: 'pages',
		name: anonymous(route),
		by: 'the core',
	}));
	return claims(plugin).flatMap(({ field, name }) => {
		const first = [...taken, ...core].find((other) => other.field === field && other.name === name);
		return first ? [`package.json: contributes.${field}: “${name}” is already taken by ${first.by}`] : [];
	});
}

interface Claim {
	readonly field: string;
	readonly name: string;
}

/** What can be there only once; ids that begin with the plugin's own cannot clash. */
function claims({ manifest: { contributes } }: DiscoveredPlugin): Claim[] {
	return [
		...contributes.contentTypes.map(({ id }) => ({ field: 'contentTypes', name: id })),
		...contributes.pages.map(({ route }) => ({ field: 'pages', name: anonymous(route) })),
		...contributes.viewsContainers.activitybar.map(({ id }) => ({ field: 'viewsContainers', name: id })),
	];
}

/** `/a/[slug]` and `/a/[name]` are the same address. */
function anonymous(route: string): string {
	return route.replace(/\[(\.\.\.)?[a-zA-Z]+\]/g, '[$1]');
}
